/** From and to, in seconds. */
export type Segment = readonly [number, number];

// Steps of the playhead are rounded by the browser; smaller gaps are none.
const GAP_SECONDS = 0.05;

/** Segments in order without overlaps, with one more. */
export function addSegment(segments: readonly Segment[], [from, to]: Segment): Segment[] {
  const apart = segments.filter(([start, end]) => end < from - GAP_SECONDS || start > to + GAP_SECONDS);
  const joined = segments.filter((segment) => !apart.includes(segment));
  const whole: Segment = [
    Math.min(from, ...joined.map(([start]) => start)),
    Math.max(to, ...joined.map(([, end]) => end)),
  ];
  return [...apart, whole].sort(([a], [b]) => a - b);
}

/** A span of two times in either order within a duration; null if it is too short to be meant. */
export function region(one: number, other: number, duration: number, least = 0.1): Segment | null {
  const within = (at: number) => Math.min(Math.max(0, at), duration);
  const from = within(Math.min(one, other));
  const to = within(Math.max(one, other));
  return to - from < least ? null : [from, to];
}

/** A part with its start (0) or its end (1) put somewhere else; an edge beyond the other one starts a new part. */
export function movedEdge(part: Segment | null, edge: 0 | 1, to: number, duration: number): Segment | null {
  const other = edge === 0 ? (part?.[1] ?? duration) : (part?.[0] ?? 0);
  const inOrder = edge === 0 ? to < other : to > other;
  return region(to, inOrder ? other : edge === 0 ? duration : 0, duration);
}
