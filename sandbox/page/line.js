// A slash line as a person types it: "/contacts search text:peace talks limit:5".

// The types of a command's options.
export const Kind = { subcommand: 1, group: 2, text: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mention: 9, number: 10, file: 11 };

// flatten lists everything that can be called, a subcommand as a line of its
// own: {path, description, options, restricted}.
export function flatten(commands) {
  const out = [];
  const walk = (command, path, restricted) => {
    const options = command.options ?? [];
    const below = options.filter((o) => o.type === Kind.subcommand || o.type === Kind.group);
    if (below.length === 0) out.push({ path, description: command.description ?? "", options, restricted });
    for (const child of below) walk(child, `${path} ${child.name}`, restricted);
  };
  for (const command of commands) if ((command.type ?? 1) === 1) walk(command, command.name, Boolean(command.default_member_permissions));
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// read takes a line apart. command is null until its name is complete and a
// space follows; then filled has the options that are there, by name, each as
// {option, from, to, value} with places in the line; current is the one being
// typed at the end; word is the last word, which may become an option's name.
export function read(line, commands) {
  if (!line.startsWith("/")) return null;
  const body = line.slice(1);
  let command = null;
  for (const c of commands) {
    if (body.startsWith(`${c.path} `) && (!command || c.path.length > command.path.length)) command = c;
  }
  if (!command) return { command: null, typed: body.trimStart(), filled: new Map(), current: null, word: "" };
  const filled = new Map();
  let current = null;
  const from = 1 + command.path.length;
  for (const found of line.slice(from).matchAll(/(?<=\s)([\p{L}\p{N}_-]{1,32}):/gu)) {
    const option = command.options.find((o) => o.name === found[1]);
    if (!option || filled.has(option.name)) continue;
    const start = from + found.index;
    if (current) end(current, line, start);
    current = { option, from: start, valueFrom: start + found[0].length, to: line.length, value: "" };
    filled.set(option.name, current);
  }
  if (current) end(current, line, line.length);
  const word = /(?:^|\s)([^\s:]*)$/.exec(line.slice(from))?.[1] ?? "";
  return { command, typed: body, filled, current, word };
}

function end(part, line, to) {
  part.to = to;
  part.value = line.slice(part.valueFrom, to).trimStart();
}

// missing names the required options that a line lacks.
export function missing({ command, filled }) {
  return command.options.filter((o) => o.required && !filled.get(o.name)?.value.trim()).map((o) => o.name);
}

// choicesOf returns what an option can be without asking the bot, or null
// when it takes any text or the bot has to be asked.
export function choicesOf(option, sandbox) {
  if (option.choices?.length) return option.choices.map((c) => ({ name: c.name, value: String(c.value) }));
  switch (option.type) {
    case Kind.boolean:
      return ["true", "false"].map((value) => ({ name: value === "true" ? "True" : "False", value }));
    case Kind.channel: {
      const types = option.channel_types ?? [];
      const fit = sandbox.channels.filter((c) => types.length === 0 || types.includes(c.type ?? 0));
      return fit.map((c) => ({ name: `#${c.name}`, value: `#${c.name}` }));
    }
    case Kind.role:
      return [...sandbox.roles.values()].map((r) => ({ name: `@${r.name.replace(/^@/, "")}`, value: `@${r.name.replace(/^@/, "")}` }));
    case Kind.user:
      return sandbox.users.map((u) => ({ name: `@${u.name}`, value: `@${u.name}` }));
  }
  return null;
}
