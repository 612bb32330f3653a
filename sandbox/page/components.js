// What stands under or in a message to be pressed, and the layout components.

import { anchor, el, icon } from "./dom.js";

const buttonStyles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

// Components renders the components of messages; click(message, customID,
// values) tells the bot and returns a promise.
export class Components {
  constructor(markdown, click) {
    this.markdown = markdown;
    this.click = click;
  }

  // render builds all components of a message, and the place for what goes
  // wrong when one is used.
  render(message) {
    const error = el("div", { class: "click-error", role: "alert" });
    const root = el("div", { class: "components" });
    for (const component of message.components) root.append(this.#one(component, { message, error }));
    root.append(error);
    return root;
  }

  #one(component, context) {
    const children = (list) => (list ?? []).map((child) => this.#one(child, context));
    switch (component.type) {
      case 1:
        return el("div", { class: "row" }, children(component.components));
      case 2:
        return this.#button(component, context);
      case 3:
        return this.#select(component, context);
      case 9:
        return el("div", { class: "section" }, el("div", { class: "section-text" }, children(component.components)), component.accessory ? this.#one(component.accessory, context) : null);
      case 10:
        return this.markdown.block(component.content);
      case 14:
        return el("hr", { class: `separator${component.divider === false ? " separator-bare" : ""}${component.spacing === 2 ? " separator-wide" : ""}` });
      case 17:
        return this.#container(component, children(component.components));
      default:
        return el("div", { class: "unsupported" }, `Something that this page does not show (component ${Number(component.type)})`);
    }
  }

  #container(component, children) {
    const node = el("div", { class: component.spoiler ? "container spoiler" : "container" }, children);
    if (component.spoiler) node.addEventListener("click", () => node.classList.add("spoiler-open"), { once: true });
    if (Number.isInteger(component.accent_color)) {
      node.style.setProperty("--bar", `#${(component.accent_color & 0xffffff).toString(16).padStart(6, "0")}`);
      node.classList.add("container-accent");
    }
    return node;
  }

  #button(component, context) {
    const style = buttonStyles[component.style] ?? "secondary";
    const label = [component.emoji ? `${emoji(component.emoji)} ` : null, component.label ?? ""];
    if (style === "link" && !component.disabled) return anchor(component.url, { class: "button button-link" }, label, icon("out"));
    const button = el("button", { type: "button", class: `button button-${style}`, disabled: Boolean(component.disabled) }, label);
    button.addEventListener("click", () => this.#use(button, component, [], context));
    return button;
  }

  #select(component, context) {
    const many = (component.max_values ?? 1) > 1;
    const select = el("select", { class: "select", "aria-label": component.placeholder || "Choose", disabled: Boolean(component.disabled), multiple: many });
    if (!many) select.append(el("option", { value: "", disabled: true, selected: true }, component.placeholder || "Make a selection"));
    for (const option of component.options ?? []) {
      const text = [option.emoji ? `${emoji(option.emoji)} ` : "", option.label, option.description ? ` – ${option.description}` : ""].join("");
      select.append(el("option", { value: option.value, selected: Boolean(option.default) }, text));
    }
    if (!many) {
      select.addEventListener("change", () => this.#use(select, component, [select.value], context));
      return select;
    }
    const send = el("button", { type: "button", class: "button button-primary" }, "Choose");
    send.addEventListener("click", () => this.#use(send, component, [...select.selectedOptions].map((o) => o.value), context));
    return el("div", { class: "select-many" }, select, send);
  }

  async #use(node, component, values, { message, error }) {
    error.textContent = "";
    node.classList.add("busy");
    node.setAttribute("aria-busy", "true");
    try {
      await this.click(message, component.custom_id, values);
    } catch (problem) {
      error.textContent = problem.message;
    }
    node.classList.remove("busy");
    node.removeAttribute("aria-busy");
  }
}

function emoji(e) {
  return e.id ? `:${e.name}:` : e.name;
}
