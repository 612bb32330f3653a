// The pane of stories as they arrive, so that one sees how few of them hold a
// contact between leaders.

import { anchor, el } from "./dom.js";
import { clock, format } from "./time.js";

const shown = 200;

// Stories keeps the pane, the latest story on top.
export class Stories {
  #total = 0;
  #withContact = 0;

  constructor(sandbox) {
    this.sandbox = sandbox;
    this.list = document.getElementById("stories-list");
    this.count = document.getElementById("stories-count");
    sandbox.addEventListener("story", (event) => {
      this.list.prepend(this.#story(event.detail, true));
      while (this.list.childElementCount > shown) this.list.lastElementChild.remove();
      this.#tally([event.detail]);
    });
  }

  // reset shows the stories that the server remembers.
  reset() {
    this.#total = 0;
    this.#withContact = 0;
    this.list.replaceChildren(...this.sandbox.stories.map((story) => this.#story(story, false)).reverse());
    this.#tally(this.sandbox.stories);
  }

  #tally(stories) {
    this.#total += stories.length;
    this.#withContact += stories.filter((story) => story.contacts > 0).length;
    this.count.textContent = this.#total === 0 ? "None yet" : `${this.#withContact} of ${this.#total} with a contact`;
  }

  #story(story, fresh) {
    const at = new Date(story.at);
    const known = !Number.isNaN(at.getTime());
    const held = story.contacts > 0;
    return el(
      "li",
      { class: ["story", held && "story-contact", fresh && "story-fresh"].filter(Boolean).join(" ") },
      el(
        "div",
        { class: "story-head" },
        el("span", { class: "story-source" }, story.source || "Unknown source"),
        held ? el("span", { class: "story-mark" }, story.contacts > 1 ? `${story.contacts} contacts` : "contact") : null,
        known ? el("time", { class: "story-time", datetime: at.toISOString(), title: format(at, "F") }, clock(at)) : null,
      ),
      anchor(story.url, { class: "story-title" }, story.title || "Untitled"),
    );
  }
}
