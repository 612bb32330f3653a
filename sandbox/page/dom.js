// Small helpers to build elements. Text only ever becomes text nodes: what
// messages say comes from anywhere and is never read as markup.

const svgSpace = "http://www.w3.org/2000/svg";

// el builds an element. Properties that begin with "on" are listeners, "data"
// is the dataset, "class" the class name; the rest are attributes, left out
// when null, undefined or false. Children are nodes or text.
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const paths = {
  hash: "M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  menu: "M4 6h16M4 12h16M4 18h16",
  stories: "M4 5h12v14H6a2 2 0 0 1-2-2zM16 9h4v8a2 2 0 0 1-4 0M7 9h6M7 13h6",
  reply: "M4 20v-6a6 6 0 0 1 6-6h10M16 4l4 4-4 4",
  eye: "M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  close: "M5 5l14 14M19 5 5 19",
  megaphone: "M4 10v4h4l9 5V5L8 10zM20 10v4",
  slash: "M16 4 8 20",
};

// icon draws a picture of 24 units in lines of the text's colour.
export function icon(name) {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgSpace, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

// safeAddress returns an absolute http or https address, or null.
export function safeAddress(text, base) {
  try {
    const url = new URL(String(text), base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

// anchor is a link that opens apart and tells nothing of this page; text that
// is no web address stays text.
export function anchor(address, properties, ...children) {
  const href = safeAddress(address);
  if (!href) return el("span", properties, ...children);
  return el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer nofollow", title: href }, ...children);
}

// avatar is a round picture with the initial of a name. The bot's is two
// people talking.
export function avatar(name, bot) {
  const hue = [...String(name)].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 360, 7);
  const node = el("span", { class: bot ? "avatar avatar-bot" : "avatar", "aria-hidden": "true" });
  if (bot) {
    const svg = document.createElementNS(svgSpace, "svg");
    svg.setAttribute("viewBox", "0 0 40 40");
    for (const [cls, d] of [
      ["avatar-left", "M8 12.5a3.5 3.5 0 0 1 3.5-3.5h10a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-3.5 3.5H15l-4.5 4v-4A3.5 3.5 0 0 1 8 17.5z"],
      ["avatar-right", "M27.5 15.5h1a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-2.5 3.400V31.5L25 27.5h-5.5a3.5 3.5 0 0 1-3.300-2.400L17 23.5h5a5.5 5.5 0 0 0 5.5-5.5z"],
    ]) {
      const path = document.createElementNS(svgSpace, "path");
      path.setAttribute("d", d);
      path.setAttribute("class", cls);
      svg.append(path);
    }
    node.append(svg);
  } else {
    node.style.setProperty("--hue", String(hue));
    node.append([...String(name || "?")][0].toUpperCase());
  }
  return node;
}
