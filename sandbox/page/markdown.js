// Discord's markdown, built as nodes. Every text is hostile: nesting is
// bounded, only http and https become links, and nothing is read as HTML.

import { anchor, el, safeAddress } from "./dom.js";
import { format, relative, stamp } from "./time.js";

const deepest = 8; // nested styles
const longest = 8000; // characters of one text

// Markdown renders texts that name channels, roles and people of a sandbox.
// open is called with a channel's id when its mention is clicked, type with
// the text of a command.
export class Markdown {
  constructor(sandbox, { open, type }) {
    this.sandbox = sandbox;
    this.open = open;
    this.type = type;
  }

  // block renders a whole text: paragraphs, quotes, lists, headings, code.
  block(text, cls = "md") {
    const root = el("div", { class: cls });
    const parts = String(text ?? "").slice(0, longest).split(/```(?:([\w+#.-]{1,20})\n)?\n*([^]+?)\n*```/);
    for (let i = 0; i < parts.length; i += 3) {
      const before = i > 0 ? parts[i].replace(/^\n/, "") : parts[i];
      this.#lines(root, i + 3 < parts.length ? before.replace(/\n$/, "") : before, 0);
      if (i + 2 < parts.length) root.append(el("pre", {}, el("code", {}, parts[i + 2])));
    }
    return root;
  }

  // line renders a text without blocks, as in titles and names of fields.
  line(text) {
    const root = document.createDocumentFragment();
    this.#inline(root, String(text ?? "").slice(0, longest), 0);
    return root;
  }

  #lines(root, text, depth) {
    if (text === "") return;
    const lines = text.split("\n");
    let plain = [];
    const flush = () => {
      if (plain.length > 0) {
        const paragraph = el("div", { class: "md-text" });
        this.#inline(paragraph, plain.join("\n"), 0);
        if (plain.every((line) => line.trim() === "")) paragraph.className = "md-gap";
        root.append(paragraph);
      }
      plain = [];
    };
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      let found;
      if (depth < 2 && (found = /^>>> ?/.exec(line))) {
        flush();
        this.#quote(root, [line.slice(found[0].length), ...lines.slice(i + 1)], depth);
        return;
      }
      if (depth < 2 && /^> /.test(line)) {
        flush();
        const quoted = [];
        for (; i < lines.length && /^>( |$)/.test(lines[i]); i++) quoted.push(lines[i].slice(2));
        i--;
        this.#quote(root, quoted, depth);
      } else if ((found = /^(#{1,3}) +(\S.*)$/.exec(line))) {
        flush();
        this.#part(root, "div", `md-h${found[1].length}`, found[2], { role: "heading", "aria-level": found[1].length + 2 });
      } else if ((found = /^-# +(\S.*)$/.exec(line))) {
        flush();
        this.#part(root, "div", "md-small", found[1]);
      } else if (/^ *(?:[-*]|\d{1,9}\.) +\S/.test(line)) {
        flush();
        i = this.#list(root, lines, i);
      } else {
        plain.push(line);
      }
    }
    flush();
  }

  #part(root, tag, cls, text, properties = {}) {
    const node = el(tag, { ...properties, class: cls });
    this.#inline(node, text, 0);
    root.append(node);
    return node;
  }

  #quote(root, lines, depth) {
    const quote = el("blockquote");
    this.#lines(quote, lines.join("\n"), depth + 1);
    root.append(quote);
  }

  // list takes the list that begins at a line and returns its last line.
  #list(root, lines, from) {
    const open = []; // the lists that are open, outermost first
    let i = from;
    for (; i < lines.length; i++) {
      const found = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/.exec(lines[i]);
      if (!found) break;
      const indent = found[1].length;
      const tag = /\d/.test(found[2]) ? "ol" : "ul";
      while (open.length > 1 && indent < open.at(-1).indent) open.pop();
      if (open.length > 0 && open.at(-1).tag !== tag && indent <= open.at(-1).indent + 1) open.pop();
      if (open.length === 0 || (indent > open.at(-1).indent + 1 && open.length < deepest)) {
        const list = el(tag, tag === "ol" ? { start: parseInt(found[2], 10) } : {});
        (open.at(-1)?.list.lastElementChild ?? root).append(list);
        open.push({ list, tag, indent });
      }
      this.#part(open.at(-1).list, "li", "", found[3]);
    }
    return i - 1;
  }

  #inline(root, text, depth) {
    let plain = "";
    const flush = () => {
      if (plain !== "") root.append(plain);
      plain = "";
    };
    let at = 0;
    while (at < text.length) {
      const piece = depth < deepest ? this.#piece(text, at, depth) : null;
      if (!piece) {
        // Runs of ordinary characters are taken at once.
        const ordinary = /^(?:[^\\`*_~|<[h@\n]+|[^])/u.exec(text.slice(at, at + 400))[0];
        plain += ordinary;
        at += ordinary.length;
      } else if (typeof piece.node === "string") {
        plain += piece.node;
        at += piece.length;
      } else {
        flush();
        root.append(piece.node);
        at += piece.length;
      }
    }
    flush();
  }

  // piece reads the markup at a place, or returns null.
  #piece(text, at, depth) {
    switch (text[at]) {
      case "\\": {
        const next = text[at + 1] ?? "";
        return /[!-/:-@[-`{-~]/.test(next) ? { node: next, length: 2 } : null;
      }
      case "`":
        return this.#code(text, at);
      case "*":
      case "_":
      case "~":
      case "|":
        return this.#styled(text, at, depth);
      case "<":
        return this.#angled(text, at);
      case "[":
        return this.#masked(text, at, depth);
      case "h":
        return this.#bare(text, at);
      case "@": {
        const found = /^@(?:everyone|here)\b/.exec(text.slice(at, at + 10));
        return found && { node: el("span", { class: "mention" }, found[0]), length: found[0].length };
      }
    }
    return null;
  }

  #code(text, at) {
    const found = /^(`{1,2})((?:[^`]|`(?!\1))+?)\1(?!`)/.exec(text.slice(at));
    return found && { node: el("code", { class: "md-code" }, found[2]), length: found[0].length };
  }

  #styled(text, at, depth) {
    const rest = text.slice(at);
    for (const [mark, tag] of [["***", "b"], ["**", "b"], ["__", "u"], ["~~", "s"], ["||", "spoiler"], ["*", "i"], ["_", "i"]]) {
      if (!rest.startsWith(mark)) continue;
      if (mark === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return null;
      const end = closing(rest, mark);
      if (end < 0) continue;
      const inner = rest.slice(mark.length, end);
      const node = tag === "spoiler" ? spoiler() : el(tag === "b" ? "strong" : tag === "i" ? "em" : tag);
      const target = mark === "***" ? node.appendChild(el("em")) : node;
      this.#inline(target, inner, depth + 1);
      return { node, length: end + mark.length };
    }
    return null;
  }

  #angled(text, at) {
    const found = /^<([^<>\n]{2,600})>/.exec(text.slice(at, at + 602));
    if (!found) return null;
    const inner = found[1];
    const node = this.#named(inner);
    return node && { node, length: found[0].length };
  }

  // named renders what stands in angle brackets: a mention, a time, a link.
  #named(inner) {
    let found;
    if ((found = /^@&(\d+)$/.exec(inner))) return this.#role(found[1]);
    if ((found = /^@!?(\d+)$/.exec(inner))) {
      const user = this.sandbox.user(found[1]) ?? (this.sandbox.bot.id === found[1] ? this.sandbox.bot : null);
      return el("span", { class: "mention" }, `@${user?.name ?? "unknown-user"}`);
    }
    if ((found = /^#(\d+)$/.exec(inner))) return this.#channel(found[1]);
    if ((found = /^\/([-_\p{L}\p{N} ]{1,100}):\d+$/u.exec(inner))) {
      const name = found[1];
      return el("button", { class: "mention", type: "button", onclick: () => this.type(`/${name} `) }, `/${name}`);
    }
    if ((found = /^t:(-?\d{1,13})(?::([tTdDfFsSR]))?$/.exec(inner))) return this.time(Number(found[1]) * 1000, found[2] ?? "f");
    if ((found = /^a?:(\w{2,32}):\d+$/.exec(inner))) return el("span", { class: "emoji" }, `:${found[1]}:`);
    if (/^https?:\/\//.test(inner) && safeAddress(inner)) return anchor(inner, { class: "link" }, inner);
    return null;
  }

  #role(id) {
    const role = this.sandbox.roles.get(id);
    const node = el("span", { class: "mention" }, `@${role?.name ?? "deleted-role"}`);
    if (role?.color) {
      node.classList.add("mention-role");
      node.style.setProperty("--role", `#${role.color.toString(16).padStart(6, "0")}`);
    }
    return node;
  }

  #channel(id) {
    const channel = this.sandbox.channel(id);
    if (!channel) return el("span", { class: "mention" }, "#unknown");
    return el("button", { class: "mention", type: "button", onclick: () => this.open(id) }, `#${channel.name}`);
  }

  // time shows an instant in the reader's own zone. Relative ones are kept
  // right by refresh.
  time(at, style) {
    const date = new Date(at);
    if (Number.isNaN(date.getTime())) return el("span", { class: "time" }, "an impossible date");
    const node = el("time", { class: "time", datetime: date.toISOString(), title: format(date, "F") });
    if (style === "R") {
      node.dataset.relative = String(at);
      node.append(relative(at, this.sandbox.now()));
    } else {
      node.append(format(date, style));
    }
    return node;
  }

  // refresh brings times up to date that are told as seen from now.
  refresh(root) {
    const now = this.sandbox.now();
    for (const node of root.querySelectorAll("time[data-relative]")) {
      const text = relative(Number(node.dataset.relative), now);
      if (node.textContent !== text) node.textContent = text;
    }
    for (const node of root.querySelectorAll("time[data-stamp]")) {
      const text = stamp(Number(node.dataset.stamp), now);
      if (node.textContent !== text) node.textContent = text;
    }
  }

  #masked(text, at, depth) {
    const found = /^\[((?:\\.|\[[^\]\n]{0,200}\]|[^[\]\\])+)\]\(\s*<?((?:\\.|\([^()\s]*\)|[^()<>\s\\])+)>?(?:\s+"[^"\n]{0,200}")?\s*\)/.exec(text.slice(at, at + 3000));
    if (!found || !safeAddress(found[2])) return null;
    const label = document.createDocumentFragment();
    this.#inline(label, found[1], Math.max(depth + 1, deepest - 3));
    return { node: anchor(found[2].replace(/\\([!-/:-@[-`{-~])/g, "$1"), { class: "link" }, label), length: found[0].length };
  }

  #bare(text, at) {
    if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return null;
    const found = /^https?:\/\/[^\s<>]{1,2000}/.exec(text.slice(at, at + 2010));
    if (!found) return null;
    let address = found[0].replace(/[.,:;"'\]!?*_~|]+$/, "");
    while (address.endsWith(")") && address.split("(").length < address.split(")").length) address = address.slice(0, -1);
    return safeAddress(address) && { node: anchor(address, { class: "link" }, address), length: address.length };
  }
}

// closing finds where a style that begins a text ends, or -1.
function closing(text, mark) {
  const sign = mark[0];
  for (let i = mark.length; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "`") i = Math.max(i, text.indexOf("`", i + 1));
    else if (text.startsWith(mark, i)) {
      const longer = mark.length === 1 && text[i + 1] === sign;
      if (longer) {
        while (text[i + 1] === sign) i++;
        continue;
      }
      if (i === mark.length) continue;
      if (sign === "*" && mark.length === 1 && /\s/.test(text[i - 1])) continue;
      if (mark === "*" && /\s/.test(text[1])) return -1;
      if (mark === "_" && /[\p{L}\p{N}]/u.test(text[i + 1] ?? "")) continue;
      while (mark.length > 1 && text[i + mark.length] === sign) i++;
      return i;
    }
  }
  return -1;
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, press to show" });
  const show = () => {
    node.classList.add("spoiler-open");
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && show());
  return node;
}
