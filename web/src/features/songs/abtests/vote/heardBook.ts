import { type Heard, hearMore, NOTHING_HEARD, toReport } from "@/components/player/listening";
import type { Segment } from "@/components/player/segments";
import { sessionStore } from "@/components/sessionStore";
import type { HeardBook } from "../../compare/sound/heardNotes";
import { type HeardMs, type SideName, SIDES } from "./gate";

/**
 * What was heard of a pair, kept in this tab alone through a reload. Nothing of it is sent before the vote: a report
 * on a sample would have to name it.
 */
export class PairHeardBook implements HeardBook {
  private readonly heard: Map<string, Heard>;

  constructor(private readonly name: string) {
    this.heard = new Map(Object.entries(read(name)));
  }

  add(side: string, segments: readonly Segment[], audible: number): void {
    if (audible <= 0) return;
    this.heard.set(side, hearMore(this.of(side), segments, audible));
    this.send();
  }

  of(side: string): Heard {
    return this.heard.get(side) ?? NOTHING_HEARD;
  }

  send(): void {
    sessionStore.write(this.name, JSON.stringify(Object.fromEntries(this.heard)));
  }

  milliseconds(): HeardMs {
    const [left, right] = SIDES.map((side) => Math.floor(this.of(side).seconds * 1_000));
    return { left: left!, right: right! };
  }

  /** From and to, in whole milliseconds. */
  segments(): Record<SideName, number[][]> {
    const [left, right] = SIDES.map((side) => toReport(side, this.of(side)).segments);
    return { left: left!, right: right! };
  }
}

function read(name: string): Record<string, Heard> {
  try {
    return JSON.parse(sessionStore.read(name) ?? "{}") as Record<string, Heard>;
  } catch {
    return {};
  }
}
