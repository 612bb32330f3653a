// Instants in the reader's own zone and language.

const styles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

// format writes an instant in one of Discord's styles.
export function format(date, style) {
  return new Intl.DateTimeFormat(undefined, styles[style] ?? styles.f).format(date);
}

const units = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

// relative writes how far an instant is from now: "2 hours ago".
export function relative(at, now) {
  const seconds = (at - now) / 1000;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

// instant reads an instant; one that cannot be read is the beginning of time.
export function instant(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}

const dayLength = 86400000;

// day names the day of an instant for a divider between messages.
export function day(at) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(at);
}

// clock writes hours and minutes.
export function clock(at) {
  return format(at, "t");
}

// stamp writes when a message was sent, as seen from now.
export function stamp(at, now) {
  if (day(at) === day(now)) return clock(at);
  if (day(at) === day(now - dayLength)) return `Yesterday at ${clock(at)}`;
  return format(at, "s");
}
