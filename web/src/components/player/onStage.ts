import { createStore } from "@/api/store";
import { player, type Track } from "./player";

/** The samples that the present view shows: the number keys choose among them. */
const shown = createStore<Track[]>([]);

/** Returns the function that takes them from the stage again. */
export function onStage(tracks: Track[]): () => void {
  shown.set(tracks);
  player.adopt(tracks);
  return () => {
    if (shown.get() === tracks) shown.set([]);
  };
}

/** Those of the view, or those of the job that is playing. */
export function choosable(): Track[] {
  return shown.get().length ? shown.get() : player.state.get().siblings;
}
