import { createStore, type Store } from "@/api/store";
import { type Heard, ListenReports } from "@/components/player/listening";
import { movedEdge, type Segment } from "@/components/player/segments";
import { beginSounding, silenceFor } from "@/components/player/sounding";
import { windowAround, windowSeconds } from "./budget";
import type { ComparisonGraph } from "./graph";
import { type HeardBook, HeardNotes } from "./heardNotes";
import { outline } from "./outline";
import type { Side } from "./side";

export interface ComparisonState {
  phase: "loading" | "ready" | "failed";
  /** Share of all samples that is fetched and decoded. */
  progress: number;
  error: string | null;
  playing: boolean;
  /** The place of the side that is heard. */
  side: number;
  loop: Segment | null;
  looping: boolean;
  /** The part of the samples that is in memory, in seconds; all of them unless they are too long. */
  part: Segment;
}

// Browsers take what is scheduled a moment ahead without a gap.
const SOON_SECONDS = 0.01;
const NOTE_MS = 250;
const FAILED = "These samples cannot be loaded at the moment.";

/** Plays all sides on one clock and lets one be heard. */
export class ComparisonPlayer {
  readonly state: Store<ComparisonState>;
  /** Seconds into the samples, as often as the screen is drawn while it plays. */
  readonly time = createStore(0);
  readonly heard: readonly Store<Heard>[];
  readonly longest: number;
  private readonly rate: number;
  private readonly notes: HeardNotes;
  private readonly abort = new AbortController();
  private readonly leave: (() => void)[];
  private context: AudioContext | null = null;
  private graph: ComparisonGraph | null = null;
  private buffers: AudioBuffer[] = [];
  private makeGraph: ((context: AudioContext) => ComparisonGraph) | null = null;
  private frame = 0;
  private noting: number | undefined;

  constructor(
    private readonly sides: readonly Side[],
    book: HeardBook = new ListenReports("comparison"),
  ) {
    this.longest = Math.max(...sides.map(({ duration }) => duration));
    this.rate = Math.max(...sides.map(({ sampleRate }) => sampleRate));
    this.notes = new HeardNotes(sides, book);
    this.heard = this.notes.heard;
    this.state = createStore<ComparisonState>({
      phase: "loading",
      progress: 0,
      error: null,
      playing: false,
      side: 0,
      loop: null,
      looping: false,
      part: windowAround(0, windowSeconds(sides, this.rate), this.longest),
    });
    const onPageHide = () => this.tellHeard();
    window.addEventListener("pagehide", onPageHide);
    this.leave = [silenceFor(this, () => this.pause()), () => window.removeEventListener("pagehide", onPageHide)];
  }

  /** Fetch and decode; sound waits for the person, as browsers want it. */
  async load(): Promise<void> {
    const { part } = this.state.get();
    this.change({ phase: "loading", progress: 0, error: null });
    try {
      const { ComparisonGraph, decodeAll } = await import("./engine");
      const wanted = this.sides.map(({ url }) => ({ url, from: part[0], to: part[1] }));
      const progress = (share: number) => this.change({ progress: share });
      this.buffers = await decodeAll(wanted, this.rate, progress, this.abort.signal);
      this.makeGraph = (context) =>
        new ComparisonGraph(
          context,
          this.buffers.map((buffer, place) => ({ buffer, gainDb: this.sides[place]!.gainDb })),
          this.state.get().side,
        );
      this.change({ phase: "ready", progress: 1 });
    } catch (error) {
      if (!this.abort.signal.aborted) this.change({ phase: "failed", error: `${FAILED} ${(error as Error).message}` });
    }
  }

  /** One picture of all sides together: whoever sees it cannot tell them apart by it. */
  jointOutline(): number[] {
    return outline(this.buffers.map((buffer, place) => ({ buffer, gainDb: this.sides[place]!.gainDb })));
  }

  /** Samples that do not fit into memory are heard part by part. */
  async showPart(from: number): Promise<void> {
    this.pause();
    this.release();
    const { part } = this.state.get();
    const next = windowAround(from, part[1] - part[0], this.longest);
    this.change({ part: next, loop: null, looping: false });
    this.time.set(next[0]);
    await this.load();
  }

  play(): void {
    if (this.state.get().phase !== "ready" || this.state.get().playing) return;
    beginSounding(this);
    this.context ??= new AudioContext({ sampleRate: this.rate, latencyHint: "interactive" });
    this.graph ??= this.wire(this.context);
    void this.context.resume();
    this.change({ playing: true });
    this.startAt(this.time.get());
    this.noting = window.setInterval(() => this.note(), NOTE_MS);
    this.follow();
  }

  pause(): void {
    if (!this.context || !this.graph || !this.state.get().playing) return;
    const when = this.soon();
    this.time.set(this.playhead());
    this.note(when);
    this.graph.stop(when);
    cancelAnimationFrame(this.frame);
    window.clearInterval(this.noting);
    this.change({ playing: false });
  }

  toggle(): void {
    if (this.state.get().playing) this.pause();
    else this.play();
  }

  seek(to: number): void {
    const [from, end] = this.state.get().part;
    this.time.set(Math.min(Math.max(from, to), end));
    if (this.state.get().playing) this.startAt(this.time.get());
  }

  seekBy(seconds: number): void {
    this.seek(this.time.get() + seconds);
  }

  /** Hear another side at the same playhead. */
  choose(side: number): void {
    if (!this.sides[side] || side === this.state.get().side) return;
    const when = this.soon();
    if (this.state.get().playing) this.note(when);
    this.graph?.choose(side, when);
    this.change({ side });
  }

  loopRegion(loop: Segment): void {
    const [from, end] = this.state.get().part;
    this.change({ loop: [Math.max(from, loop[0]), Math.min(end, loop[1])], looping: true });
    this.again();
  }

  /** Without a region all of it repeats. */
  toggleLoop(): void {
    this.change({ looping: !this.state.get().looping });
    this.again();
  }

  clearLoop(): void {
    this.change({ loop: null, looping: false });
    this.again();
  }

  setEdge(edge: 0 | 1): void {
    const next = movedEdge(this.state.get().loop, edge, this.time.get(), this.longest);
    if (next) this.loopRegion(next);
  }

  /** Silence, and all memory given back. */
  close(): void {
    this.abort.abort();
    this.pause();
    this.tellHeard();
    this.release();
    void this.context?.close();
    this.context = null;
    for (const leave of this.leave) leave();
  }

  private release(): void {
    this.graph = null;
    this.makeGraph = null;
    this.buffers = [];
  }

  private wire(context: AudioContext): ComparisonGraph {
    const graph = this.makeGraph!(context);
    graph.onEnded = () => this.end();
    return graph;
  }

  private end(): void {
    this.pause();
    this.time.set(this.state.get().part[0]);
  }

  /** All sides begin together at a moment of the samples. */
  private startAt(moment: number): void {
    if (!this.graph) return;
    const { loop, looping, part } = this.state.get();
    const when = this.soon();
    this.note(when);
    const repeated = looping ? (loop ?? part) : null;
    const from = moment >= part[1] ? part[0] : moment;
    this.graph.start(from - part[0], repeated && [repeated[0] - part[0], repeated[1] - part[0]], when);
  }

  /** Sources know what repeats from their start on. */
  private again(): void {
    if (this.state.get().playing) this.startAt(this.playhead(SOON_SECONDS));
  }

  /** A little later than now, because what is scheduled in the past begins late. */
  private soon(): number {
    return (this.context?.currentTime ?? 0) + SOON_SECONDS;
  }

  private playhead(ahead = 0): number {
    const now = this.context && this.graph?.positionAt(this.context.currentTime + ahead);
    return typeof now === "number" ? now + this.state.get().part[0] : this.time.get();
  }

  private follow(): void {
    cancelAnimationFrame(this.frame);
    if (!this.state.get().playing || !this.context) return;
    this.time.set(this.playhead());
    this.frame = requestAnimationFrame(() => this.follow());
  }

  private note(until = this.context?.currentTime ?? 0): void {
    const { side, part } = this.state.get();
    this.notes.note(this.graph?.timeline ?? null, side, until, part[0]);
  }

  private tellHeard(): void {
    if (this.state.get().playing) this.note();
    this.notes.send();
  }

  private change(next: Partial<ComparisonState>): void {
    this.state.set({ ...this.state.get(), ...next });
  }
}
