// The column of messages of the channel that is open.

import { el, icon } from "./dom.js";
import { day } from "./time.js";

const nearBottom = 60; // pixels that still count as being at the bottom

// Feed shows the messages of one channel. place returns {user, channel, admin}.
export class Feed {
  constructor(sandbox, messages, place) {
    this.sandbox = sandbox;
    this.messages = messages;
    this.place = place;
    this.scroller = document.getElementById("feed");
    this.list = document.getElementById("messages");
    this.welcome = document.getElementById("welcome");
    this.pill = document.getElementById("pill");
    this.atBottom = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.pill.addEventListener("click", () => this.toBottom());
    // What grows above the bottom (a font, a longer box) keeps the end in view.
    const watch = new ResizeObserver(() => this.atBottom && this.toBottom());
    watch.observe(this.list);
    watch.observe(this.scroller);
    sandbox.addEventListener("message", (event) => this.#mine(event.detail) && this.#add(event.detail));
    sandbox.addEventListener("update", (event) => this.#mine(event.detail.message) && this.#change(event.detail));
    sandbox.addEventListener("remove", (event) => event.detail.channel === this.place().channel && this.#take(event.detail.id));
  }

  // reset shows the channel from the start.
  reset() {
    const channel = this.sandbox.channel(this.place().channel);
    this.list.setAttribute("aria-live", "off");
    this.welcome.replaceChildren(...(channel ? this.#greeting(channel) : []));
    this.list.replaceChildren(...this.#all());
    this.toBottom();
    requestAnimationFrame(() => {
      this.toBottom();
      this.list.setAttribute("aria-live", "polite");
    });
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atBottom = true;
    this.pill.hidden = true;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atBottom = scrollHeight - scrollTop - clientHeight < nearBottom;
    if (this.atBottom) this.pill.hidden = true;
  }

  #greeting(channel) {
    return [
      el("span", { class: "welcome-icon" }, icon(channel.bot_can_write === false ? "lock" : "hash")),
      el("h3", {}, `Welcome to #${channel.name}`),
      el("p", {}, channel.topic || "This is the start of the channel."),
      el(
        "p",
        { class: "welcome-hint" },
        channel.bot_can_write === false ? "The bot may read here, but not write." : `Type / below to ask ${this.sandbox.bot.name} something.`,
      ),
    ];
  }

  #visible() {
    const { channel, user } = this.place();
    return this.sandbox.visible(channel, user);
  }

  #all() {
    const nodes = [];
    let before = null;
    for (const message of this.#visible()) {
      nodes.push(...this.#nodes(message, before));
      before = message;
    }
    return nodes;
  }

  // nodes are a message and, on a new day, the divider above it.
  #nodes(message, before) {
    const divider = this.#divider(message, before);
    const follows = !divider && this.messages.follows(message, before);
    let node;
    try {
      node = this.messages.render(message, { follows, admin: this.place().admin });
    } catch (error) {
      console.error("render message", message.id, error);
      node = el("article", { class: "message", data: { id: message.id } }, el("div", { class: "message-main unsupported" }, "This message cannot be shown."));
    }
    return divider ? [divider, node] : [node];
  }

  #divider(message, before) {
    const at = Date.parse(message.timestamp);
    if (Number.isNaN(at)) return null;
    const today = day(at);
    if (before && day(Date.parse(before.timestamp)) === today) return null;
    return el("div", { class: "divider", role: "separator", data: { before: message.id } }, el("span", {}, today));
  }

  #mine(message) {
    const { channel, user } = this.place();
    return message.channel_id === channel && (!message.ephemeral_for || message.ephemeral_for === user);
  }

  #node(id) {
    return this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  #add(message) {
    const visible = this.#visible();
    const at = visible.findIndex((m) => m.id === message.id);
    const stay = this.atBottom;
    const next = visible[at + 1];
    const nodes = this.#nodes(message, visible[at - 1]);
    nodes.at(-1).classList.add("message-new");
    if (next && this.#node(next.id)) {
      this.#node(next.id).before(...nodes);
      this.#again(next, message);
    } else {
      this.list.append(...nodes);
    }
    if (stay) this.toBottom();
    else if (!next) this.pill.hidden = false;
  }

  #change({ before, message }) {
    const visible = this.#visible();
    const at = visible.findIndex((m) => m.id === message.id);
    const stay = this.atBottom;
    this.#again(message, visible[at - 1]);
    const edited = message.edited_timestamp && message.edited_timestamp !== before.edited_timestamp;
    if (edited || before.thinking) this.#node(message.id)?.classList.add(edited && !before.thinking ? "message-edited" : "message-new");
    if (stay) this.toBottom();
  }

  // again renders a message anew in its place.
  #again(message, before) {
    const node = this.#node(message.id);
    if (!node) return;
    this.list.querySelector(`[data-before="${CSS.escape(message.id)}"]`)?.remove();
    const focused = node.contains(document.activeElement) ? [...node.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
    const nodes = this.#nodes(message, before);
    node.replaceWith(...nodes);
    if (focused >= 0) nodes.at(-1).querySelectorAll("button, a")[focused]?.focus({ preventScroll: true });
  }

  #take(id) {
    this.#node(id)?.remove();
    this.list.querySelector(`[data-before="${CSS.escape(id)}"]`)?.remove();
    const visible = this.#visible();
    const next = visible.findIndex((m) => this.#node(m.id) && m.id > id && m.id.length >= id.length);
    if (next >= 0) this.#again(visible[next], visible[next - 1]);
  }
}
