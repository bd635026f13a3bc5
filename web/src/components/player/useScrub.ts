import { type PointerEvent, useRef } from "react";
import { player, type Track } from "./player";
import { secondAt } from "./useRegionDrag";

/** A press plays from there; a drag moves the playhead of the sample that plays, and lets go where it ends. */
export function useScrub(track: Track, siblings: Track[], active: boolean) {
  const held = useRef(false);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = true;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (held.current && active) player.seek(secondAt(event, track.duration));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (!held.current) return;
      held.current = false;
      player.play(track, siblings, Math.min(Math.max(0, secondAt(event, track.duration)), track.duration));
    },
    onPointerCancel: () => {
      held.current = false;
    },
  };
}
