import { createStore, type Store, useStore } from "@/api/store";
import { sessionStore } from "@/components/sessionStore";
import { ListenReports } from "./listening";
import { addSegment, type Segment } from "./segments";

const STORED_AS = "reprise.heard";
const REMEMBERED = 64;
// A step longer than this is a jump, not listening.
const JUMP_SECONDS = 0.5;
const GRAIN_SECONDS = 0.25;
const SAVE_MS = 2_000;

const known = new Map<string, Store<readonly Segment[]>>(
  Object.entries(restore()).map(([id, segments]) => [id, createStore<readonly Segment[]>(segments)]),
);
let listening: { audioId: string; from: number; to: number } | null = null;
let saving: number | undefined;
const reports = new ListenReports("player");

/** The playhead moved here while a sample sounds. */
export function hear(audioId: string, at: number): void {
  const goesOn = listening?.audioId === audioId && at >= listening.to && at - listening.to < JUMP_SECONDS;
  if (!listening || !goesOn) {
    stopHearing();
    listening = { audioId, from: at, to: at };
    return;
  }
  listening.to = at;
  if (at - listening.from >= GRAIN_SECONDS) flush();
}

export function stopHearing(): void {
  flush();
  listening = null;
}

function flush(): void {
  if (!listening || listening.to <= listening.from) return;
  const store = storeOf(listening.audioId);
  store.set(addSegment(store.get(), [listening.from, listening.to]));
  reports.add(listening.audioId, [[listening.from, listening.to]], listening.to - listening.from);
  listening.from = listening.to;
  saving ??= window.setTimeout(save, SAVE_MS);
}

function storeOf(audioId: string): Store<readonly Segment[]> {
  const store = known.get(audioId) ?? createStore<readonly Segment[]>([]);
  known.set(audioId, store);
  return store;
}

function save(): void {
  window.clearTimeout(saving);
  saving = undefined;
  const latest = [...known].slice(-REMEMBERED).map(([id, store]) => [id, store.get()]);
  sessionStore.write(STORED_AS, JSON.stringify(Object.fromEntries(latest)));
}

function restore(): Record<string, Segment[]> {
  try {
    return JSON.parse(sessionStore.read(STORED_AS) ?? "{}") as Record<string, Segment[]>;
  } catch {
    return {};
  }
}

window.addEventListener("pagehide", () => {
  stopHearing();
  save();
  reports.send();
});

/** Which parts of a sample were heard in this tab, in seconds. */
export const useHeard = (audioId: string) => useStore(storeOf(audioId));
