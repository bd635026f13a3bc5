import { ApiError } from "@/api/client";
import { type HeardSample, reportListens } from "@/api/listens";
import { addSegment, type Segment } from "./segments";

const EVERY_MS = 10_000;
const SAMPLES_A_REPORT = 10;
const MOST_SEGMENTS = 500;

/** What was heard of one sample. */
export interface Heard {
  /** Seconds in which it was audible, repetitions included. */
  seconds: number;
  segments: readonly Segment[];
}

export const NOTHING_HEARD: Heard = { seconds: 0, segments: [] };

export function hearMore({ seconds, segments }: Heard, heard: readonly Segment[], audible: number): Heard {
  return { seconds: seconds + audible, segments: heard.reduce<Segment[]>(addSegment, [...segments]) };
}

/** In whole milliseconds, as the server wants it: never more parts than there was time for. */
export function toReport(audioId: string, { seconds, segments }: Heard): HeardSample {
  const whole = segments
    .map(([from, to]): [number, number] => [Math.round(from * 1_000), Math.round(to * 1_000)])
    .filter(([from, to]) => to > from);
  const longest = [...whole].sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MOST_SEGMENTS);
  const parts = longest.sort(([a], [b]) => a - b);
  const least = parts.reduce((sum, [from, to]) => sum + to - from, 0);
  return { audio_id: audioId, heard_ms: Math.max(Math.round(seconds * 1_000), least), segments: parts };
}

/** Tells the server what is heard in one view of the page: ten seconds after news, and when it is told to. */
export class ListenReports {
  private readonly viewId = randomId();
  private readonly heard = new Map<string, Heard>();
  private readonly news = new Set<string>();
  private timer: number | undefined;

  constructor(private readonly context: "player" | "comparison") {}

  add(audioId: string, segments: readonly Segment[], audible: number): void {
    if (audible <= 0) return;
    this.heard.set(audioId, hearMore(this.of(audioId), segments, audible));
    this.news.add(audioId);
    this.timer ??= window.setTimeout(() => this.send(), EVERY_MS);
  }

  of(audioId: string): Heard {
    return this.heard.get(audioId) ?? NOTHING_HEARD;
  }

  /** Also for the last time: the calls outlive the page. */
  send(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    const ids = [...this.news];
    this.news.clear();
    for (let first = 0; first < ids.length; first += SAMPLES_A_REPORT) {
      void this.tell(ids.slice(first, first + SAMPLES_A_REPORT));
    }
  }

  private async tell(ids: string[]): Promise<void> {
    if (!ids.length) return;
    try {
      await reportListens(this.viewId, this.context, ids.map((id) => toReport(id, this.of(id))));
    } catch (error) {
      const gone = missing(error, ids);
      if (gone) await this.tell(ids.filter((id) => id !== gone));
      // Anything else comes with the next report, which holds all of this one.
      else for (const id of ids) this.news.add(id);
    }
  }
}

/** Nobody can have heard what is no longer there. */
function missing(error: unknown, ids: string[]): string | undefined {
  if (!(error instanceof ApiError) || error.status !== 404) return undefined;
  return ids[Number(/^items\.(\d+)\./.exec(error.detail.field ?? "")?.[1] ?? -1)];
}

/** Version 4 of RFC 9562. `crypto.randomUUID` is kept from pages without https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
