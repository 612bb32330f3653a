// The box below the messages, where slash commands are typed.

import { el } from "./dom.js";
import { choicesOf, flatten, missing, read } from "./line.js";
import { post } from "./state.js";
import { Suggestions, syntax } from "./suggestions.js";

const askAfter = 150; // milliseconds without a key before suggestions are asked for
const keptLines = 30; // that can be called back
const shownItems = 25;

// Composer runs the box. place returns {user, channel}: who is typing where;
// sent is called when a line goes out.
export class Composer {
  #commands = [];
  #picked = ""; // the value last taken from a list
  #names = new Map(); // what values that were picked are called
  #asking = null;
  #timer = 0;
  #lines = [];
  #recalled = -1;
  #closed = false; // by Esc, until the next key

  constructor(sandbox, place, sent) {
    this.sandbox = sandbox;
    this.place = place;
    this.sent = sent;
    this.input = document.getElementById("line");
    this.mirror = document.getElementById("mirror");
    this.popup = new Suggestions(this.input);
    this.error = document.getElementById("line-error");
    this.form = document.getElementById("composer");
    this.input.addEventListener("input", () => this.#changed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("focus", () => this.#refresh());
    this.input.addEventListener("blur", () => this.#hide());
    this.input.addEventListener("scroll", () => (this.mirror.scrollLeft = this.input.scrollLeft));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    document.getElementById("slash").addEventListener("click", () => this.type(this.input.value.startsWith("/") ? this.input.value : "/"));
  }

  // update takes the bot's commands anew.
  update() {
    this.#commands = flatten(this.sandbox.commands);
    if (document.activeElement === this.input) this.#refresh();
    this.#paint();
  }

  // type puts a line into the box, as if it had been typed.
  type(line) {
    this.input.value = line;
    this.input.focus();
    this.input.setSelectionRange(line.length, line.length);
    this.#changed();
  }

  // rename says where the box sends to.
  rename(channel) {
    const text = `Type / for a command in #${channel}`;
    this.input.placeholder = text;
    this.input.setAttribute("aria-label", text);
  }

  #changed() {
    this.#closed = false;
    this.#recalled = -1;
    this.#say("");
    this.#refresh();
  }

  #say(text) {
    this.error.textContent = text;
  }

  #refresh() {
    this.#paint();
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const line = this.input.value;
    const state = read(line, this.#commands);
    if (!state || this.#closed) return this.#hide();
    if (!state.command) return this.#showCommands(state);
    const { current } = state;
    const open = current && !this.#done(state);
    if (open && current.option.autocomplete) {
      this.#show(state, this.popup.items.filter((item) => item.of === current.option.name), this.popup.chosen);
      this.#timer = setTimeout(() => this.#ask(line), askAfter);
      return;
    }
    const choices = open ? choicesOf(current.option, this.sandbox) : null;
    if (choices) return this.#showChoices(state, choices);
    this.#showOptions(open ? state : { ...state, current: null });
  }

  // done reports whether the value that is being typed was taken from a list,
  // and what follows it begins another option.
  #done({ command, current, filled, word }) {
    if (!this.#picked || !current.value.startsWith(`${this.#picked} `)) return false;
    const rest = current.value.slice(this.#picked.length).trim();
    return rest === "" || (rest === word && command.options.some((o) => !filled.has(o.name) && o.name.startsWith(word.toLowerCase())));
  }

  #showCommands(state) {
    const typed = state.typed.toLowerCase();
    const rank = (c) => (c.path.startsWith(typed) ? 0 : c.path.includes(typed) ? 1 : c.description.toLowerCase().includes(typed) ? 2 : 3);
    const fit = this.#commands.map((c) => [rank(c), c]).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0]);
    const items = fit.map(([, c]) => ({
      title: `/${c.path}`,
      detail: c.description,
      extra: [...c.options.filter((o) => o.required).map((o) => o.name), ...(c.restricted ? ["admins only"] : [])],
      take: () => {
        const first = c.options.find((o) => o.required);
        this.type(`/${c.path} ${first ? `${first.name}:` : ""}`);
      },
    }));
    this.#show(state, items, items.length > 0 ? 0 : -1);
    if (items.length === 0) this.popup.note(this.#commands.length === 0 ? "The bot has not registered its commands yet." : "No command like this.");
  }

  #showOptions(state) {
    const { command, filled, current, word } = state;
    const line = this.input.value;
    const between = !current || (current.value !== "" && /\s$/.test(line)) || word !== "";
    const free = command.options.filter((o) => !filled.has(o.name) && o.name.startsWith(word.toLowerCase()));
    const items = !between ? [] : free.sort((a, b) => Number(Boolean(b.required)) - Number(Boolean(a.required))).map((o) => ({
      title: o.name,
      detail: o.description,
      extra: o.required ? ["required"] : [],
      take: () => this.type(`${line.slice(0, line.length - word.length)}${o.name}:`),
    }));
    this.#show(state, items, word !== "" && !current && items.length > 0 ? 0 : -1);
  }

  #showChoices(state, choices) {
    const { current } = state;
    const typed = current.value.trim().toLowerCase().replace(/^[#@]/, "");
    const plain = (c) => c.name.toLowerCase().replace(/^[#@]/, "");
    const fit = choices.filter((c) => plain(c).includes(typed) || c.value.toLowerCase().includes(typed));
    const items = fit.slice(0, shownItems).map((c) => this.#choice(current, c));
    const exact = fit.some((c) => c.value === current.value.trim());
    this.#show(state, items, items.length > 0 && !exact ? 0 : -1);
  }

  #choice(current, choice) {
    return {
      of: current.option.name,
      title: choice.name,
      detail: choice.name === String(choice.value) ? "" : String(choice.value).length <= 40 ? String(choice.value) : "",
      take: () => {
        const value = String(choice.value);
        this.#picked = value;
        this.#names.set(value, choice.name);
        const line = this.input.value;
        this.type(`${line.slice(0, current.valueFrom)}${value} ${line.slice(current.to)}`);
      },
    };
  }

  // ask fetches the bot's suggestions for what is typed.
  async #ask(line) {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const answer = await post("/sandbox/autocomplete", { ...this.place(), line }, { signal: asking.signal });
      if (asking.signal.aborted || this.input.value !== line) return;
      const state = read(line, this.#commands);
      if (!state?.current) return;
      const choices = (answer.choices ?? []).slice(0, shownItems);
      const typed = state.current.value.trim();
      const exact = choices.some((c) => String(c.value) === typed);
      this.#show(state, choices.map((c) => this.#choice(state.current, c)), choices.length > 0 && typed !== "" && !exact ? 0 : -1);
      if (choices.length === 0 && typed !== "") this.popup.note("The bot suggests nothing for this.");
    } catch (error) {
      if (error.name !== "AbortError" && document.activeElement === this.input) this.popup.note(error.message);
    }
  }

  #show(state, items, chosen) {
    if (document.activeElement !== this.input) return;
    const head = state.command ? syntax(state, this.#names) : el("div", { class: "popup-title" }, `${this.sandbox.bot.name} · commands`);
    this.popup.show(head, items, chosen);
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.popup.hide();
  }

  // paint marks the command and the names of options behind the text.
  #paint() {
    const line = this.input.value;
    const state = read(line, this.#commands);
    const nodes = [];
    let at = 0;
    const mark = (from, to, cls) => {
      nodes.push(line.slice(at, from), el("span", { class: cls }, line.slice(from, to)));
      at = to;
    };
    if (state?.command) {
      mark(0, 1 + state.command.path.length, "mark-command");
      for (const part of state.filled.values()) mark(part.from, part.valueFrom, "mark-option");
    }
    this.mirror.replaceChildren(...nodes, line.slice(at));
    this.mirror.scrollLeft = this.input.scrollLeft;
  }

  #key(event) {
    const { items, chosen, open } = this.popup;
    const step = event.key === "ArrowDown" ? 1 : -1;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (items.length > 0) this.popup.step(step);
        else if (!this.#recall(-step)) return;
        break;
      case "Tab":
        if (items.length === 0 || event.shiftKey) return;
        items[Math.max(chosen, 0)].take();
        break;
      case "Enter":
        if (event.isComposing) return;
        if (chosen >= 0) items[chosen].take();
        else this.#send();
        break;
      case "Escape":
        if (!open) this.input.value = "";
        this.#closed = true;
        this.#say("");
        this.#refresh();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  // recall walks through the lines that were sent.
  #recall(step) {
    const at = this.#recalled + step;
    if (at >= this.#lines.length || at < -1 || (this.input.value !== "" && this.#recalled < 0)) return false;
    const line = at < 0 ? "" : this.#lines[at];
    this.type(line);
    this.#recalled = at;
    this.#closed = true;
    this.#hide();
    return true;
  }

  async #send() {
    const line = this.input.value.trim();
    if (line === "") return;
    if (!line.startsWith("/")) return this.#say("This box takes commands: type / to see them.");
    const state = read(`${line} `, this.#commands);
    if (!state.command) return this.#say(`There is no command ${line.split(" ")[0]}: type / to see them all.`);
    const lacking = missing(state);
    if (lacking.length > 0) {
      if (!state.filled.has(lacking[0])) this.type(`${line} ${lacking[0]}:`);
      return this.#say(`Still needed: ${lacking.join(", ")}.`);
    }
    this.#lines = [line, ...this.#lines.filter((known) => known !== line)].slice(0, keptLines);
    this.type("");
    this.#hide();
    this.form.setAttribute("aria-busy", "true");
    this.sent();
    try {
      await post("/sandbox/invoke", { ...this.place(), line });
    } catch (error) {
      if (this.input.value === "") this.type(line);
      this.#closed = true;
      this.#hide();
      this.#say(error.message);
    }
    this.form.removeAttribute("aria-busy");
  }
}
