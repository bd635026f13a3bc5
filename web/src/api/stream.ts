import { ROOT } from "./root";
import { EventParser, type ServerEvent } from "./serverEvents";

const ADDRESS = `${ROOT}/api/v1/jobs/events`;
export const REOPEN_MS = 1_500;
// The server says every ten seconds that it is still there.
const SILENCE_MS = 30_000;

export interface StreamListener {
  event: (event: ServerEvent) => void;
  /** `refused`: an answer came, but no stream, for instance after the session has ended. */
  state: (state: "open" | "lost" | "refused") => void;
}

/**
 * Follow the server's events until the signal; a lost connection is opened again from the last event seen, but by a
 * hidden tab it is left to others.
 *
 * `EventSource` is not used: it cannot begin after a given event, which a tab must that takes over from another,
 * and it never notices a connection that died without a word.
 */
export async function follow(after: () => string | null, to: StreamListener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await once(after(), to, signal).catch(() => undefined);
    if (signal.aborted) return;
    to.state("lost");
    // Browsers slow the clock of a hidden tab down, to a minute at worst: another tab is sooner back.
    if (document.hidden) return;
    await pause(REOPEN_MS, signal);
  }
}

async function once(after: string | null, to: StreamListener, signal: AbortSignal): Promise<void> {
  const silence = new AbortController();
  const headers: Record<string, string> = after === null ? {} : { "Last-Event-ID": after };
  const { body, ok } = await fetch(ADDRESS, { headers, cache: "no-store", signal: AbortSignal.any([signal, silence.signal]) });
  if (!ok || !body) return to.state("refused");
  to.state("open");
  const parser = new EventParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    for (const event of parser.feed(value)) to.event(event);
  }
}

export const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
