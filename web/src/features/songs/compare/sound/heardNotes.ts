import { createStore, type Store } from "@/api/store";
import { type Heard, ListenReports, NOTHING_HEARD } from "@/components/player/listening";
import type { Segment } from "@/components/player/segments";
import type { Side } from "./side";
import { played, type Timeline } from "./timeline";

/** What was heard of each side, from what was scheduled: only the side that was open, only while it sounded. */
export class HeardNotes {
  readonly heard: readonly Store<Heard>[];
  private readonly reports = new ListenReports("comparison");
  /** Until when it is noted, on the clock of the context. */
  private until = 0;

  constructor(private readonly sides: readonly Side[]) {
    this.heard = sides.map(() => createStore(NOTHING_HEARD));
  }

  /** What was scheduled let be heard up to a moment; `first` is where the buffers begin in the samples. */
  note(timeline: Timeline | null, side: number, until: number, first: number): void {
    const from = this.until;
    this.until = Math.max(from, until);
    const one = this.sides[side];
    if (!timeline || !one) return;
    // Behind the end of a shorter sample there is silence, and no music.
    const segments = played(timeline, from, until)
      .map(([start, end]): Segment => [start + first, Math.min(end + first, one.duration)])
      .filter(([start, end]) => end > start);
    if (!segments.length) return;
    const audible = segments.reduce((sum, [start, end]) => sum + end - start, 0);
    this.reports.add(one.audioId, segments, audible);
    this.heard[side]!.set(this.reports.of(one.audioId));
  }

  send(): void {
    this.reports.send();
  }
}
