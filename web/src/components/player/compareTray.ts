import { createStore } from "@/api/store";
import { sessionStore } from "@/components/sessionStore";

/** A finished sample that is to be heard against others. */
export interface Candidate {
  audioId: string;
  label: string;
  title: string;
}

export const MOST = 10;
const STORED_AS = "reprise.compare";
const MIME = "application/x-reprise-sample";

export const tray = createStore<readonly Candidate[]>(restore());
/** Whether a sample is being dragged at this moment. */
export const dragging = createStore(false);

tray.subscribe(() => sessionStore.write(STORED_AS, JSON.stringify(tray.get())));

export function addToTray(candidate: Candidate): void {
  const others = tray.get().filter(({ audioId }) => audioId !== candidate.audioId);
  if (others.length < MOST) tray.set([...others, candidate]);
}

export const removeFromTray = (id: string) => tray.set(tray.get().filter(({ audioId }) => audioId !== id));

export const compareAddress = (candidates: readonly Candidate[]) =>
  `/songs/compare?ids=${candidates.map(({ audioId }) => audioId).join()}`;

export function startDrag(transfer: DataTransfer, candidate: Candidate): void {
  transfer.setData(MIME, JSON.stringify(candidate));
  transfer.effectAllowed = "copy";
  dragging.set(true);
}

export function drop(transfer: DataTransfer): void {
  dragging.set(false);
  const text = transfer.getData(MIME);
  if (text) addToTray(JSON.parse(text) as Candidate);
}

function restore(): Candidate[] {
  try {
    return JSON.parse(sessionStore.read(STORED_AS) ?? "[]") as Candidate[];
  } catch {
    return [];
  }
}
