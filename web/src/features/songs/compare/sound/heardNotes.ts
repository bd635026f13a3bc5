import { createStore, type Store } from "@/api/store";
import type { Heard } from "@/components/player/listening";
import type { Segment } from "@/components/player/segments";
import type { Side } from "./side";
import { played, type Timeline } from "./timeline";

/** Who keeps what was heard, by the name of the side. */
export interface HeardBook {
  add: (audioId: string, segments: readonly Segment[], audible: number) => void;
  of: (audioId: string) => Heard;
  send: () => void;
}

/** What was heard of each side, from what was scheduled: only the side that was open, only while it sounded. */
export class HeardNotes {
  readonly heard: readonly Store<Heard>[];
  /** Until when it is noted, on the clock of the context. */
  private until = 0;

  constructor(
    private readonly sides: readonly Side[],
    private readonly book: HeardBook,
  ) {
    this.heard = sides.map(({ audioId }) => createStore(book.of(audioId)));
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
    this.book.add(one.audioId, segments, audible);
    this.heard[side]!.set(this.book.of(one.audioId));
  }

  send(): void {
    this.book.send();
  }
}
