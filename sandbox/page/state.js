// What the sandbox holds, as this page knows it, and the way to the server.

const keptMessages = 300; // of a channel
const keptStories = 200;

// Sandbox is a copy of the server's state, kept up to date by its events. It
// dispatches: reset, message, update, remove, channels, story, banner, bot,
// commands, request and connection.
export class Sandbox extends EventTarget {
  guild = { id: "", name: "" };
  channels = [];
  roles = new Map();
  users = [];
  bot = { id: "", name: "Bot", online: false };
  banner = "";
  stories = [];
  commands = [];
  requests = 0;
  connected = false;
  messages = new Map(); // by channel, in the order of their ids
  #clock = { server: Date.now(), local: Date.now() };
  #waiting = null; // events that came while the state was being fetched

  // now is the sandbox's time, which in a replay is not this machine's.
  now() {
    return this.#clock.server + (Date.now() - this.#clock.local);
  }

  #setClock(text) {
    const server = Date.parse(text);
    if (!Number.isNaN(server)) this.#clock = { server, local: Date.now() };
  }

  // load fetches everything.
  async load() {
    this.#waiting ??= [];
    const response = await fetch("/sandbox/state", { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
    this.#take(await response.json());
    const events = this.#waiting;
    this.#waiting = null;
    this.#tell("reset");
    for (const [name, data] of events) this.#apply(name, data);
  }

  #take(state) {
    this.guild = state.guild ?? this.guild;
    this.channels = state.channels ?? [];
    this.roles = new Map((state.roles ?? []).map((role) => [role.id, role]));
    this.users = state.users ?? [];
    this.bot = state.bot ?? this.bot;
    this.banner = state.banner ?? "";
    this.commands = state.commands ?? [];
    this.stories = (state.stories ?? []).slice(-keptStories);
    if (Number.isFinite(state.requests)) this.requests = state.requests;
    this.#setClock(state.now);
    this.messages = new Map();
    for (const [channel, list] of Object.entries(state.messages ?? {})) {
      this.messages.set(channel, [...(list ?? [])].sort(byID).slice(-keptMessages));
    }
  }

  // follow listens to the server's events until the page is closed, and
  // fetches everything anew whenever the connection was made again.
  follow() {
    const source = new EventSource("/sandbox/events");
    const retry = () => this.load().catch((error) => this.#tell("connection", { error }));
    source.addEventListener("open", () => {
      this.connected = true;
      this.#tell("connection", {});
      retry();
    });
    source.addEventListener("error", () => {
      this.connected = false;
      this.#tell("connection", {});
    });
    for (const name of ["message_create", "message_update", "message_delete", "channel_create", "channel_delete", "story", "banner", "bot", "commands", "request"]) {
      source.addEventListener(name, (event) => this.#receive(name, event.data));
    }
  }

  #receive(name, text) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return; // the next state that is fetched repairs what this one said
    }
    if (this.#waiting) this.#waiting.push([name, data]);
    else this.#apply(name, data);
  }

  #apply(name, data) {
    switch (name) {
      case "message_create":
      case "message_update":
        this.#put(data);
        break;
      case "message_delete":
        this.#remove(data.channel_id, data.id);
        break;
      case "channel_create":
        this.channels.push(data);
        this.#tell("channels");
        break;
      case "channel_delete":
        this.channels = this.channels.filter((channel) => channel.id !== data.id);
        this.#tell("channels");
        break;
      case "story":
        this.stories.push(data);
        if (this.stories.length > keptStories) this.stories.shift();
        this.#tell("story", data);
        break;
      case "banner":
        this.banner = data.text ?? "";
        this.#setClock(data.now);
        this.#tell("banner");
        break;
      case "bot":
        this.bot = { ...this.bot, online: Boolean(data.online) };
        this.#tell("bot");
        break;
      case "commands":
        this.commands = Array.isArray(data) ? data : (data.commands ?? []);
        this.#tell("commands");
        break;
      case "request":
        this.requests++;
        this.#tell("request", data);
        break;
    }
  }

  #put(message) {
    const list = this.messages.get(message.channel_id) ?? [];
    this.messages.set(message.channel_id, list);
    const at = list.findIndex((known) => known.id === message.id);
    if (at >= 0) {
      const before = list[at];
      list[at] = { ...before, ...message };
      this.#tell("update", { before, message: list[at] });
      return;
    }
    let place = list.length;
    while (place > 0 && byID(list[place - 1], message) > 0) place--;
    list.splice(place, 0, message);
    this.#tell("message", message);
    if (list.length > keptMessages) this.#remove(message.channel_id, list[0].id);
  }

  #remove(channel, id) {
    const list = this.messages.get(channel) ?? [];
    const at = list.findIndex((message) => message.id === id);
    if (at < 0) return;
    list.splice(at, 1);
    this.#tell("remove", { channel, id });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  // visible returns the messages of a channel that a person sees.
  visible(channel, user) {
    return (this.messages.get(channel) ?? []).filter((m) => !m.ephemeral_for || m.ephemeral_for === user);
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  user(id) {
    return this.users.find((user) => user.id === id);
  }
}

// byID orders messages: ids are numbers too large for JavaScript's own.
function byID(a, b) {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

// post sends a request to the sandbox and returns its answer. A refusal is an
// Error with a text to show.
export async function post(path, body, options = {}) {
  return request("POST", path, body, options);
}

// removeMessage deletes a message for everybody.
export async function removeMessage(id) {
  return request("DELETE", `/sandbox/messages/${encodeURIComponent(id)}`);
}

async function request(method, path, body, { signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The sandbox cannot be reached. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(sentence(answer.error || `the sandbox answered ${response.status}`));
  return answer;
}

// sentence makes the text of an error one that can stand alone.
function sentence(text) {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
