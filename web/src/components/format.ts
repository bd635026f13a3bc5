const KILO = 1_000;

/** Seconds as a clock shows them: 0:07, 1:30. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A length of time in words: 8 s, 1 min 30 s. */
export function span(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return rest ? `${Math.floor(whole / 60)} min ${rest} s` : `${whole / 60} min`;
}

/** Decimal units, as in download dialogues. */
export function bytes(count: number): string {
  if (count < KILO) return `${count} B`;
  const units = ["kB", "MB", "GB"];
  let value = count / KILO;
  while (value >= KILO && units.length > 1) {
    value /= KILO;
    units.shift();
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[0]}`;
}

/** A level with a true minus sign, which what rounds to nothing does not have; silence has no level. */
export function level(value: number | null, unit: string): string {
  if (value === null) return "silent";
  const shown = value.toFixed(1);
  return `${(shown === "-0.0" ? "0.0" : shown).replace("-", "−")} ${unit}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago, in the largest unit that fits. */
export function ago(instant: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / KILO);
  const step = STEPS.find(([, size]) => seconds >= size);
  return step ? relative.format(-Math.floor(seconds / step[1]), step[0]) : "just now";
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
export const exactly = (instant: string) => moment.format(new Date(instant));
