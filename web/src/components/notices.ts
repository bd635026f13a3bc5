import { createStore } from "@/api/store";

/** A short message at the edge of the page; it never needs an answer. */
export interface Notice {
  id: string;
  text: string;
  /** A failure stays until it is dismissed. */
  failed?: boolean;
  link?: { label: string; to: string };
  button?: { label: string; press: () => void };
}

export const notices = createStore<readonly Notice[]>([]);

const SHOWN_MS = 8_000;
const timers = new Map<string, number>();

export function dismiss(id: string): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
  notices.set(notices.get().filter((notice) => notice.id !== id));
}

/** Show a message for eight seconds; one with the same id takes the place of the one before. */
export function notify(notice: Notice): void {
  dismiss(notice.id);
  notices.set([...notices.get(), notice]);
  if (!notice.failed) timers.set(notice.id, window.setTimeout(() => dismiss(notice.id), SHOWN_MS));
}
