import type { Segment } from "@/components/player/segments";
import { Fade } from "./fade";
import { positionAt, type Timeline } from "./timeline";

/**
 * How long a switch takes. Long enough not to click, short enough to be no gap; the two gains add up to one, so
 * that what both sides share does not change while they cross.
 */
export const FADE_SECONDS = 0.004;

export interface SideSound {
  /** All sides have buffers of one length, so that a part repeats on all of them alike. */
  buffer: AudioBuffer;
  /** What brings it to the loudness of the others, at most 0 dB. */
  gainDb: number;
}

interface SideNodes {
  buffer: AudioBuffer;
  input: GainNode;
  fade: Fade;
}

/**
 * All sides sound together on the clock of one context, each through its own gain; one of the gains is open.
 *
 * Alignment is not measured or corrected: every start, seek and loop begins all sources at one moment of one
 * clock with one offset, in whole frames, and switching touches gains alone. The context may be an
 * OfflineAudioContext: then all calls are made before it renders.
 */
export class ComparisonGraph {
  private readonly sides: SideNodes[];
  private readonly master: GainNode;
  private readonly masterFade: Fade;
  private sources: AudioBufferSourceNode[] = [];
  private scheduled: Timeline | null = null;
  /** All sides came to their end by themselves. */
  onEnded: () => void = () => undefined;

  constructor(
    private readonly context: BaseAudioContext,
    sides: readonly SideSound[],
    private chosen = 0,
  ) {
    this.master = new GainNode(context);
    this.master.connect(context.destination);
    this.masterFade = new Fade(this.master.gain, 0);
    this.sides = sides.map((side, place) => this.wire(side, place === chosen));
  }

  /** What sounds now; null while nothing is scheduled. */
  get timeline(): Timeline | null {
    return this.scheduled;
  }

  /**
   * From a moment of the clock on all sides play from `offset`; whatever played until then ends there.
   *
   * A part that repeats begins anew when the offset lies behind it.
   */
  start(offset: number, loop: Segment | null, when: number): void {
    const part = loop && ([this.frame(loop[0]), this.frame(loop[1])] as const);
    const from = this.frame(part && offset >= part[1] ? part[0] : offset);
    const at = this.frame(when);
    this.end(at);
    const length = this.sides[0]!.buffer.duration;
    this.sources = this.sides.map(({ buffer, input }) => this.play(buffer, input, at, from, part));
    this.sources[0]!.onended = () => this.onEnded();
    this.scheduled = { when: at, offset: from, length, loop: part };
    // At its very beginning a sample may have an attack, which a fade would take away.
    this.masterFade.to(1, at, from > 0 ? FADE_SECONDS : 0);
  }

  /** Silence from a moment of the clock on. */
  stop(when: number): void {
    this.end(this.frame(when));
    this.scheduled = null;
  }

  /** Another side is heard from a moment of the clock on; the playhead does not move. */
  choose(side: number, when: number): void {
    if (side === this.chosen) return;
    this.sides[this.chosen]?.fade.to(0, when, FADE_SECONDS);
    this.sides[side]?.fade.to(1, when, FADE_SECONDS);
    this.chosen = side;
  }

  positionAt(time: number): number | null {
    return this.scheduled && positionAt(this.scheduled, time);
  }

  private wire({ buffer, gainDb }: SideSound, open: boolean): SideNodes {
    const level = new GainNode(this.context, { gain: 10 ** (gainDb / 20) });
    const input = new GainNode(this.context);
    input.connect(level).connect(this.master);
    return { buffer, input, fade: new Fade(input.gain, open ? 1 : 0) };
  }

  private play(
    buffer: AudioBuffer,
    into: AudioNode,
    when: number,
    offset: number,
    loop: Segment | null,
  ): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(this.context, {
      buffer,
      ...(loop && { loop: true, loopStart: loop[0], loopEnd: loop[1] }),
    });
    source.connect(into);
    source.start(when, offset);
    return source;
  }

  private end(at: number): void {
    if (!this.sources.length) return;
    this.masterFade.to(0, at - FADE_SECONDS, FADE_SECONDS);
    for (const source of this.sources) {
      source.onended = null;
      source.stop(at);
    }
    this.sources = [];
  }

  /** Between two frames a browser would interpolate, each source for itself. */
  private frame(seconds: number): number {
    return Math.round(seconds * this.context.sampleRate) / this.context.sampleRate;
  }
}
