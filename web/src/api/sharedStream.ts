import { ROOT } from "./root";
import type { ServerEvent } from "./serverEvents";
import { follow, pause, REOPEN_MS, type StreamListener } from "./stream";

type State = Parameters<StreamListener["state"]>[0];
type Message = { event: ServerEvent } | { state: State } | "ask";

const NAME = `reprise.events ${ROOT}`;
const REMEMBERED = 256;

/**
 * The server's events in every tab, through one connection for all tabs of this browser: over HTTP/1.1 a browser
 * opens six to one host, and a stream keeps one for good.
 *
 * The tab that holds a lock follows the server and tells the others. The browser frees the lock when that tab
 * ends, however it ends; the next one goes on after the last event that it was told of.
 */
export function followTogether(to: StreamListener): () => void {
  const stop = new AbortController();
  const seen = new Seen();
  const channel = new BroadcastChannel(NAME);
  let state: State | null = null;
  let leading = false;

  const take = (message: Exclude<Message, "ask">) => {
    if ("event" in message) {
      if (seen.isNew(message.event.id)) to.event(message.event);
    } else {
      ({ state } = message);
      to.state(state);
    }
  };
  const tell = (message: Exclude<Message, "ask">) => {
    // After the tab was told to stop its channel is closed.
    if (stop.signal.aborted) return;
    channel.postMessage(message);
    take(message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data !== "ask") take(data);
    else if (leading && state) channel.postMessage({ state } satisfies Message);
  };
  const lead = async () => {
    leading = true;
    const listener: StreamListener = { event: (event) => tell({ event }), state: (next) => tell({ state: next }) };
    await follow(() => seen.last, listener, stop.signal);
    leading = false;
  };

  channel.postMessage("ask" satisfies Message);
  void takeTurns(lead, stop.signal);
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Without locks (an address that is not secure) every tab leads. */
async function takeTurns(lead: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!("locks" in navigator)) await lead();
    else await navigator.locks.request(NAME, { signal }, lead).catch(() => undefined);
    await pause(REOPEN_MS, signal);
  }
}

/** Two tabs may tell the same event while one takes over from the other. */
class Seen {
  last: string | null = null;
  private readonly ids = new Set<string>();

  isNew(id: string | null): boolean {
    if (id === null) return true;
    if (this.ids.has(id)) return false;
    this.last = id;
    this.ids.add(id);
    if (this.ids.size > REMEMBERED) this.ids.delete(this.ids.values().next().value!);
    return true;
  }
}
