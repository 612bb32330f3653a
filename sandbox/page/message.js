// Messages as nodes: their head, text, embeds and components.

import { anchor, avatar, el, icon, safeAddress } from "./dom.js";
import { Components } from "./components.js";
import { clock, format, instant, stamp } from "./time.js";

const ephemeralFlag = 1 << 6;
const groupWithin = 7 * 60 * 1000; // messages of one author that stand together

// Messages renders messages of a sandbox. The actions are what a person can do
// with one: click(message, customID, values), dismiss(message), bin(message).
export class Messages {
  constructor(sandbox, markdown, actions) {
    this.sandbox = sandbox;
    this.markdown = markdown;
    this.actions = actions;
    this.components = new Components(markdown, actions.click);
  }

  // follows reports whether a message stands under the one before it without
  // a head of its own.
  follows(message, before) {
    return Boolean(
      before &&
        !usage(message) &&
        before.author?.id === message.author?.id &&
        !before.thinking &&
        !isPrivate(before) === !isPrivate(message) &&
        Date.parse(message.timestamp) - Date.parse(before.timestamp) < groupWithin,
    );
  }

  // render builds the node of a message. admin says whether the reader may
  // delete it.
  render(message, { follows, admin }) {
    const node = el("article", {
      class: "message",
      data: { id: message.id },
      "aria-label": `${name(message.author)}, ${format(instant(message.timestamp), "s")}`,
    });
    if (follows) node.classList.add("message-follows");
    if (isPrivate(message)) node.classList.add("message-private");
    if (message.mention_everyone) node.classList.add("message-pings");
    const used = usage(message);
    if (used) node.append(this.#used(used));
    node.append(
      follows ? this.#margin(message) : avatar(name(message.author), message.author?.bot),
      el("div", { class: "message-main" }, follows ? null : this.#head(message), this.#body(message)),
    );
    if (admin && !isPrivate(message)) node.append(this.#tools(message));
    return node;
  }

  #used(used) {
    return el(
      "div",
      { class: "used" },
      el("span", { class: "used-line", "aria-hidden": "true" }),
      avatar(used.user, false),
      el("span", { class: "used-who" }, used.user),
      " used ",
      used.command ? el("span", { class: "used-command" }, icon("slash"), used.command.replace(/^\//, "")) : "a button",
    );
  }

  #head(message) {
    return el(
      "header",
      { class: "message-head" },
      el("span", { class: message.author?.bot ? "author author-bot" : "author" }, name(message.author)),
      message.author?.bot ? el("span", { class: "tag" }, "APP") : null,
      this.#stamp(instant(message.timestamp)),
    );
  }

  #margin(message) {
    return el("span", { class: "margin" }, this.#stamp(instant(message.timestamp), true));
  }

  // stamp shows when something was sent: in the margin the hour only.
  #stamp(at, margin = false) {
    const shown = margin ? clock(at) : stamp(at.getTime(), this.sandbox.now());
    return el("time", { class: "stamp", datetime: at.toISOString(), title: format(at, "F"), data: margin ? {} : { stamp: String(at.getTime()) } }, shown);
  }

  #body(message) {
    if (message.thinking) {
      const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
      return [el("div", { class: "thinking", role: "status" }, dots, `${name(message.author)} is thinking…`), this.#private(message)];
    }
    const edited = message.edited_timestamp
      ? el("span", { class: "edited", title: `Edited ${format(instant(message.edited_timestamp), "F")}${times(message)}` }, "(edited)")
      : null;
    const content = message.content ? this.markdown.block(message.content) : null;
    if (content && edited) (content.lastElementChild?.matches(".md-text") ? content.lastElementChild : content).append(" ", edited);
    return [
      content,
      (message.attachments ?? []).map((a) => this.#attachment(a)),
      (message.embeds ?? []).map((e) => this.#embed(e)),
      (message.components ?? []).length > 0 ? this.components.render(message) : null,
      !content && edited ? el("div", { class: "edited-line" }, edited) : null,
      this.#private(message),
    ];
  }

  #private(message) {
    if (!isPrivate(message)) return null;
    return el(
      "div",
      { class: "private" },
      icon("eye"),
      "Only you can see this",
      el("span", { "aria-hidden": "true" }, "·"),
      el("button", { type: "button", class: "link", onclick: () => this.actions.dismiss(message) }, "Dismiss message"),
    );
  }

  #tools(message) {
    return el(
      "div",
      { class: "tools" },
      el("button", { type: "button", title: "Delete message", "aria-label": "Delete message", onclick: () => this.actions.bin(message) }, icon("bin")),
    );
  }

  #attachment(attachment) {
    return el("div", { class: "attachment" }, icon("stories"), anchor(ownAddress(attachment.url) ?? attachment.url, { class: "link" }, attachment.filename || "file"));
  }

  #embed(embed) {
    const node = el("div", { class: "embed" });
    if (Number.isInteger(embed.color) && embed.color > 0) node.style.setProperty("--bar", colour(embed.color));
    const main = el("div", { class: "embed-main" });
    if (embed.author?.name) main.append(anchor(embed.author.url, { class: "embed-author" }, embed.author.name));
    if (embed.title) {
      const title = this.markdown.line(embed.title);
      main.append(embed.url ? anchor(embed.url, { class: "embed-title" }, title) : el("div", { class: "embed-title" }, title));
    }
    if (embed.description) main.append(this.markdown.block(embed.description, "md embed-description"));
    if (embed.fields?.length) main.append(this.#fields(embed.fields));
    if (embed.image?.url) main.append(picture(embed.image.url, "embed-image"));
    const text = embed.footer?.text;
    if (text || embed.timestamp) {
      main.append(el("footer", { class: "embed-foot" }, text, text && embed.timestamp ? " • " : null, embed.timestamp ? this.#stamp(instant(embed.timestamp)) : null));
    }
    node.append(main);
    if (embed.thumbnail?.url) node.append(picture(embed.thumbnail.url, "embed-thumbnail"));
    return node;
  }

  // fields sets up to three inline fields in a row, as many as follow each
  // other.
  #fields(fields) {
    const grid = el("div", { class: "embed-fields" });
    for (let i = 0; i < fields.length; ) {
      let n = 0;
      while (n < 3 && fields[i + n]?.inline) n++;
      const row = fields.slice(i, i + Math.max(n, 1));
      for (const field of row) {
        grid.append(
          el(
            "div",
            { class: `embed-field span-${12 / row.length}` },
            el("div", { class: "embed-field-name" }, this.markdown.line(field.name)),
            this.markdown.block(field.value, "md embed-field-value"),
          ),
        );
      }
      i += row.length;
    }
    return grid;
  }
}

// isPrivate reports whether only one person sees a message.
export function isPrivate(message) {
  return Boolean(message.ephemeral_for || (message.flags ?? 0) & ephemeralFlag);
}

// usage tells who used what to get a message, or returns null.
function usage(message) {
  const used = message.interaction;
  if (!used) return null;
  const user = typeof used.user === "object" ? name(used.user) : used.user;
  return user ? { user, command: used.command ?? used.name ?? "" } : null;
}

function times(message) {
  const n = Array.isArray(message.edits) ? message.edits.length : message.edits;
  return n > 1 ? `, ${n} times in all` : "";
}

function name(author) {
  return author?.global_name || author?.username || author?.name || "Unknown";
}

function colour(number) {
  return `#${(number & 0xffffff).toString(16).padStart(6, "0")}`;
}

// ownAddress is an address of this very server, the only ones that the page
// loads anything from.
function ownAddress(text) {
  const address = safeAddress(text, location.href);
  return address && new URL(address).origin === location.origin ? address : null;
}

function picture(address, cls) {
  const own = ownAddress(address);
  return own ? el("img", { class: cls, src: own, alt: "", loading: "lazy" }) : anchor(address, { class: `link ${cls}` }, "Picture");
}
