// The page: which channel is open, who is acting, and what stands around the
// messages.

import { Composer } from "./composer.js";
import { avatar, el, icon } from "./dom.js";
import { Feed } from "./feed.js";
import { Markdown } from "./markdown.js";
import { Messages } from "./message.js";
import { Sandbox, post, removeMessage } from "./state.js";
import { Stories } from "./stories.js";

const refreshEvery = 15000; // milliseconds between updates of relative times
const byID = (id) => document.getElementById(id);

class Page {
  #user = "";
  #channel = "";
  #unread = new Set();
  #started = false;
  #refreshed = 0;

  constructor(parameters) {
    this.parameters = parameters;
    this.sandbox = new Sandbox();
    this.markdown = new Markdown(this.sandbox, { open: (id) => this.open(id), type: (line) => this.composer.type(line) });
    const act = (path, body) => post(path, { user: this.#user, ...body });
    this.messages = new Messages(this.sandbox, this.markdown, {
      click: (message, id, values) => act("/sandbox/click", { message: message.id, custom_id: id, values }),
      dismiss: (message) => this.#tried(act("/sandbox/dismiss", { message: message.id })),
      bin: (message) => this.#tried(removeMessage(message.id)),
    });
    this.feed = new Feed(this.sandbox, this.messages, () => this.#place());
    this.composer = new Composer(this.sandbox, () => ({ user: this.#user, channel: this.#channel }), () => this.feed.toBottom());
    this.stories = new Stories(this.sandbox);
    this.#draw();
    this.#listen();
  }

  // start fetches the state and follows the events. For a picture the state
  // is enough.
  start() {
    const fetched = () => this.sandbox.load().catch((error) => this.#failed(error));
    if (this.parameters.has("shot")) {
      document.body.classList.add("shot");
      fetched();
      return;
    }
    this.sandbox.follow();
    setTimeout(() => this.#started || fetched(), 1000);
    setInterval(() => this.#refresh(), refreshEvery);
  }

  // refresh brings the times up to date, at most once a second.
  #refresh() {
    if (Date.now() - this.#refreshed < 1000) return;
    this.#refreshed = Date.now();
    this.markdown.refresh(byID("messages"));
  }

  #place() {
    const user = this.sandbox.user(this.#user);
    return { user: this.#user, channel: this.#channel, admin: Boolean(user?.admin) };
  }

  #draw() {
    byID("open-side").append(icon("menu"));
    byID("open-stories").append(icon("stories"));
    byID("slash").append(icon("slash"));
    byID("send").append(icon("send"));
  }

  #listen() {
    const on = (name, listener) => this.sandbox.addEventListener(name, (event) => listener(event.detail));
    on("reset", () => this.#reset());
    on("message", (message) => this.#arrived(message));
    on("channels", () => (this.sandbox.channel(this.#channel) ? this.#channels() : this.open(this.#fromAddress())));
    on("banner", () => {
      this.#banner();
      this.#refresh();
    });
    on("bot", () => this.#status());
    on("request", () => this.#status());
    on("connection", (detail) => (detail?.error ? this.#failed(detail.error) : this.#status()));
    on("commands", () => this.composer.update());
    byID("user").addEventListener("change", (event) => this.#become(event.target.value));
    byID("open-side").addEventListener("click", () => this.#drawer("side"));
    byID("open-stories").addEventListener("click", () => this.#drawer("stories"));
    byID("shade").addEventListener("click", () => this.#drawer(""));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#drawer("");
      const typing = event.target.closest?.("input, select, button, a, [tabindex='0'].spoiler");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.composer.type("/");
      }
    });
    addEventListener("hashchange", () => this.#fromAddress() !== this.#channel && this.open(this.#fromAddress()));
  }

  #reset() {
    const { guild, users, channels } = this.sandbox;
    byID("guild").textContent = guild.name;
    if (!this.sandbox.user(this.#user)) this.#user = (this.#remembered() ?? users.find((u) => u.admin) ?? users[0])?.id ?? "";
    byID("user").replaceChildren(...users.map((u) => el("option", { value: u.id, selected: u.id === this.#user }, memberName(u))));
    const first = !this.#started;
    if (first) {
      for (const channel of channels) if (this.sandbox.visible(channel.id, this.#user).length > 0) this.#unread.add(channel.id);
    }
    this.#started = true;
    this.composer.update();
    this.stories.reset();
    this.#banner();
    this.#status();
    this.#member();
    this.open(this.sandbox.channel(this.#channel) ? this.#channel : this.#fromAddress());
    if (first && this.parameters.has("line")) this.composer.type(this.parameters.get("line"));
  }

  #remembered() {
    const name = this.parameters.get("user");
    return name ? this.sandbox.users.find((u) => u.id === name || u.name === name) : undefined;
  }

  // fromAddress is the channel that the address of the page names.
  #fromAddress() {
    const wanted = decode(location.hash.slice(1)) || this.parameters.get("channel") || "";
    const text = this.sandbox.channels.filter((c) => c.type !== 4 && c.type !== 2);
    return (text.find((c) => c.name === wanted || c.id === wanted) ?? text[0])?.id ?? "";
  }

  // open shows a channel.
  open(id) {
    const channel = this.sandbox.channel(id);
    if (!channel) return;
    this.#channel = id;
    this.#unread.delete(id);
    history.replaceState(null, "", `#${encodeURIComponent(channel.name)}`);
    document.title = `#${channel.name} | ${this.sandbox.guild.name}`;
    byID("channel-name").textContent = channel.name;
    byID("topic").textContent = channel.topic ?? "";
    byID("topic").title = channel.topic ?? "";
    byID("channel-icon").replaceChildren(icon(channelIcon(channel)));
    this.composer.rename(channel.name);
    this.#channels();
    this.#drawer("");
    this.feed.reset();
  }

  #channels() {
    const focused = document.activeElement?.closest?.(".channel")?.dataset.id;
    const nodes = inOrder(this.sandbox.channels).map((channel) => {
      if (channel.type === 4) return el("li", { class: "category" }, channel.name);
      const open = channel.id === this.#channel;
      const unread = this.#unread.has(channel.id);
      const locked = channel.bot_can_write === false;
      const button = el(
        "button",
        {
          type: "button",
          class: ["channel", channel.parent_id && "channel-thread", open && "channel-open", unread && "channel-unread"].filter(Boolean).join(" "),
          "aria-current": open ? "page" : null,
          data: { id: channel.id },
          title: locked ? "The bot cannot write here" : channel.topic,
          onclick: () => this.open(channel.id),
        },
        icon(channelIcon(channel)),
        el("span", { class: "channel-name" }, channel.name),
        unread ? el("span", { class: "hidden" }, ", unread") : null,
        locked ? el("span", { class: "channel-lock" }, icon("lock"), el("span", { class: "hidden" }, ", the bot cannot write here")) : null,
      );
      return el("li", {}, button);
    });
    byID("channels").replaceChildren(...nodes);
    byID("open-side").classList.toggle("fold-unread", this.#unread.size > 0);
    byID("open-side").setAttribute("aria-label", this.#unread.size > 0 ? "Channels, some unread" : "Channels");
    if (focused) byID("channels").querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  #arrived(message) {
    if (message.ephemeral_for && message.ephemeral_for !== this.#user) return;
    if (message.channel_id === this.#channel || this.#unread.has(message.channel_id)) return;
    this.#unread.add(message.channel_id);
    this.#channels();
  }

  #become(id) {
    this.#user = id;
    this.#member();
    this.feed.reset();
  }

  #member() {
    const user = this.sandbox.user(this.#user);
    byID("member-avatar").replaceChildren(...(user ? [avatar(user.name, false)] : []));
  }

  #banner() {
    byID("banner").textContent = this.sandbox.banner || "A local Discord to try the bot in. Nothing leaves this machine.";
  }

  #status() {
    const { bot, requests, connected } = this.sandbox;
    const live = connected || this.parameters.has("shot");
    byID("bot-dot").className = `dot ${!live ? "dot-lost" : bot.online ? "dot-online" : "dot-offline"}`;
    byID("bot-state").textContent = !live ? "connection lost, trying again" : `${bot.name} ${bot.online ? "online" : "offline"}`;
    byID("requests").textContent = requests > 0 ? `${requests.toLocaleString()} ${requests === 1 ? "request" : "requests"}` : "";
  }

  // drawer opens a pane that is folded away on a narrow screen; "" closes.
  #drawer(name) {
    const shell = byID("shell");
    const open = shell.dataset.drawer === name ? "" : name;
    shell.dataset.drawer = open;
    for (const pane of ["side", "stories"]) {
      const button = byID(`open-${pane}`);
      if (!open && byID(pane).contains(document.activeElement) && button.offsetParent) button.focus();
      button.setAttribute("aria-expanded", String(open === pane));
    }
    if (open) byID(open).querySelector("button, a")?.focus();
  }

  async #tried(promise) {
    try {
      await promise;
    } catch (error) {
      byID("line-error").textContent = error.message;
    }
  }

  #failed(error) {
    byID("banner").textContent = `The sandbox does not answer: ${error.message}`;
    byID("bot-dot").className = "dot dot-lost";
  }
}

// inOrder puts threads under their channels, the newest first, and leaves out
// what holds no text.
function inOrder(channels) {
  const threads = (id) => channels.filter((c) => c.parent_id === id).reverse();
  return channels.filter((c) => c.type !== 2 && !c.parent_id).flatMap((c) => [c, ...threads(c.id)]);
}

function channelIcon(channel) {
  return channel.type === 5 ? "megaphone" : channel.type === 15 || channel.type === 11 ? "stories" : "hash";
}

function memberName(user) {
  return user.admin && !/admin/i.test(user.name) ? `${user.name} (admin)` : user.name;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

new Page(new URLSearchParams(location.search)).start();
