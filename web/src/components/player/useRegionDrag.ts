import { type PointerEvent, useRef, useState } from "react";
import { type Segment, region } from "./segments";

interface Drag {
  /** What is being drawn; null while nothing is. */
  drawing: Segment | null;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** Draw a region of time over an element that is as wide as `duration` seconds. */
export function useRegionDrag(duration: number, onDrawn: (drawn: Segment) => void): Drag {
  const start = useRef<number | null>(null);
  const [drawing, setDrawing] = useState<Segment | null>(null);
  const finish = (take: boolean) => {
    start.current = null;
    setDrawing(null);
    if (take && drawing) onDrawn(drawing);
  };
  return {
    drawing,
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = secondAt(event, duration);
    },
    onPointerMove: (event) => {
      if (start.current !== null) setDrawing(region(start.current, secondAt(event, duration), duration));
    },
    onPointerUp: () => finish(true),
    onPointerCancel: () => finish(false),
  };
}

/** The time under the pointer, in seconds. */
export function secondAt(event: PointerEvent<HTMLElement>, duration: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return (duration * (event.clientX - left)) / Math.max(1, width);
}
