import { createStore } from "@/api/store";

/** What the keys move: every answer says whether there was anything to move. */
export interface Transport {
  toggle: () => boolean;
  seekBy: (seconds: number) => boolean;
  /** The sample at a place of what is shown, from 0. */
  choose: (place: number) => boolean;
  toggleLoop: () => boolean;
  /** Put the start or the end of the repeated part at the playhead. */
  setEdge: (edge: 0 | 1) => boolean;
}

/** Of the view that is open, if it has a player of its own; null: the keys move the one of the whole page. */
export const viewTransport = createStore<Transport | null>(null);
