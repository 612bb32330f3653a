// The list above the box: commands, options and values to take.

import { el } from "./dom.js";

const most = 60; // suggestions shown at once

// Suggestions shows what can be taken while a line is typed. A suggestion is
// {title, detail, extra, of, take}.
export class Suggestions {
  items = [];
  chosen = -1; // the one that Enter takes; -1 is none

  constructor(input) {
    this.input = input;
    this.node = document.getElementById("suggestions");
    this.node.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  }

  get open() {
    return !this.node.hidden;
  }

  // show puts a list below a head.
  show(head, items, chosen) {
    this.items = items.slice(0, most);
    this.chosen = Math.min(chosen, this.items.length - 1);
    const list = el("ul", { class: "items", role: "listbox", id: "items", "aria-label": "Suggestions" }, this.items.map((item, i) => this.#item(item, i)));
    this.node.replaceChildren(head, ...(this.items.length > 0 ? [list] : []));
    this.node.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.items.length > 0));
    this.#mark();
  }

  #item(item, i) {
    return el(
      "li",
      { role: "option", id: `item-${i}`, class: "item", onclick: () => item.take() },
      el("span", { class: "item-title" }, item.title),
      (item.extra ?? []).map((text) => el("span", { class: "item-extra" }, text)),
      item.detail ? el("span", { class: "item-detail" }, item.detail) : null,
    );
  }

  // note says something below the list.
  note(text) {
    this.node.querySelector(".popup-note")?.remove();
    this.node.append(el("div", { class: "popup-note", role: "status" }, text));
    this.node.hidden = false;
  }

  // step moves the choice down or up, around the ends.
  step(by) {
    const n = this.items.length;
    this.chosen = this.chosen < 0 ? (by > 0 ? 0 : n - 1) : (this.chosen + by + n) % n;
    this.#mark();
  }

  #mark() {
    const nodes = this.node.querySelectorAll(".item");
    nodes.forEach((node, i) => node.setAttribute("aria-selected", String(i === this.chosen)));
    if (this.chosen < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", `item-${this.chosen}`);
    nodes[this.chosen].scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.items = [];
    this.chosen = -1;
    this.node.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

// syntax is the head that shows a command with its options: which are wanted,
// which are there, what the one being typed is for. called names the values
// that were taken from a list.
export function syntax({ command, filled, current }, called) {
  const chips = command.options.map((option) => {
    const value = filled.get(option.name)?.value.trim();
    const name = called.get(value);
    const cls = ["chip", current?.option === option && "chip-current", value && "chip-filled", option.required && "chip-required"];
    return el("span", { class: cls.filter(Boolean).join(" "), title: option.description }, option.name, name && name !== value ? ` = ${name}` : "");
  });
  const text = current ? `${current.option.name}: ${current.option.description}${current.option.required ? " (required)" : ""}` : command.description;
  return el("div", { class: "syntax" }, el("div", { class: "syntax-line" }, el("b", {}, `/${command.path}`), chips), el("div", { class: "syntax-text" }, text));
}
