import type { Segment } from "@/components/player/segments";

/** What was scheduled: all sides began together at `when` of the clock, at `offset` of the samples. Seconds. */
export interface Timeline {
  when: number;
  offset: number;
  /** Of the longest side. */
  length: number;
  /** What repeats; it holds the offset or lies behind it. */
  loop: Segment | null;
}

/** Where in the samples the playhead is at a moment of the clock. */
export function positionAt({ when, offset, length, loop }: Timeline, time: number): number {
  const reached = offset + Math.max(0, time - when);
  if (!loop || reached < loop[1]) return Math.min(reached, length);
  return loop[0] + ((reached - loop[0]) % (loop[1] - loop[0]));
}

/** The stretches of the samples that sound between two moments of the clock, one for each time round. */
export function played(timeline: Timeline, from: number, to: number): Segment[] {
  const { when, length, loop } = timeline;
  const end = loop?.[1] ?? length;
  const stretches: Segment[] = [];
  let start = positionAt(timeline, Math.max(from, when));
  let left = to - Math.max(from, when);
  while (left > 0 && start < end) {
    const stretch = Math.min(left, end - start);
    stretches.push([start, start + stretch]);
    left -= stretch;
    start = loop ? loop[0] : end;
  }
  return stretches;
}
