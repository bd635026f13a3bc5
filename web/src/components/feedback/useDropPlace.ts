import { type PointerEvent, type RefObject, useRef, useState } from "react";
import type { Drop } from "./ranking";

export interface Dragging {
  id: string;
  drop: Drop;
}

/**
 * Drag by the pointer, a finger's too, over places that lie below each other: their upper and lower quarters mean
 * before and after, the middle means onto.
 */
export function useDropPlace(list: RefObject<HTMLElement | null>, onDrop: (id: string, drop: Drop) => void) {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  // The pointer may go up before what it did last is drawn.
  const latest = useRef<Dragging | null>(null);
  const change = (next: Dragging | null) => {
    latest.current = next;
    setDragging(next);
  };
  const move = (id: string, y: number) => change({ id, drop: dropAt([...(list.current?.children ?? [])], y) });
  const gripOf = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      move(id, event.clientY);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) move(id, event.clientY);
    },
    onPointerUp: () => {
      if (latest.current) onDrop(id, latest.current.drop);
      change(null);
    },
    onPointerCancel: () => change(null),
  });
  return { dragging, gripOf };
}

function dropAt(places: Element[], y: number): Drop {
  for (const [place, element] of places.entries()) {
    const { top, bottom } = element.getBoundingClientRect();
    const quarter = (bottom - top) / 4;
    if (y < top + quarter) return { before: place };
    if (y < bottom - quarter) return { onto: place };
  }
  return { before: places.length };
}
