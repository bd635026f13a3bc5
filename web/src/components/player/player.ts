import { createStore } from "@/api/store";
import { AudioPool } from "./audioPool";
import { hear, stopHearing } from "./heard";
import type { Segment } from "./segments";
import { beginSounding, silenceFor } from "./sounding";

export interface Track {
  audioId: string;
  jobId: string;
  label: string;
  title: string;
  url: string;
  /** Seconds. */
  duration: number;
}

export interface PlayerState {
  track: Track | null;
  /** Samples on one time scale, to switch between. */
  siblings: Track[];
  playing: boolean;
  waiting: boolean;
  error: string | null;
  looping: boolean;
  /** What is repeated, in seconds; null means the whole sample. */
  loop: Segment | null;
}

const EMPTY: PlayerState = {
  track: null,
  siblings: [],
  playing: false,
  waiting: false,
  error: null,
  looping: false,
  loop: null,
};
const FAILED = "This sample cannot be loaded at the moment. Press play to try again.";
// The end of the file may come a little before its stated duration.
const END_SECONDS = 0.02;

/** The one player of the page: it goes on while the person moves between views. */
export class Player {
  readonly state = createStore<PlayerState>(EMPTY);
  /** Seconds into the track, as often as the screen is drawn while it plays. */
  readonly time = createStore(0);
  private readonly pool = new AudioPool((element) => this.listen(element));
  private audio: HTMLAudioElement | null = null;
  private frame = 0;
  private resumeAt = 0;

  constructor() {
    silenceFor(this, () => this.audio?.pause());
  }

  /** Begin a track at a time of it, or go on there if it is the one that is loaded. */
  play(track: Track, siblings: Track[], at?: number): void {
    if (track.audioId !== this.state.get().track?.audioId) this.load(track, siblings, at ?? 0);
    else if (at !== undefined) this.seek(at);
    this.start();
  }

  /** Put a sample into the player without beginning it. */
  show(track: Track, siblings: Track[], at: number): void {
    this.load(track, siblings, at);
  }

  toggle(): void {
    if (this.state.get().playing) this.audio?.pause();
    else this.start();
  }

  seek(seconds: number): void {
    const { track } = this.state.get();
    if (!track) return;
    this.goTo(Math.min(Math.max(0, seconds), track.duration));
  }

  seekBy(seconds: number): void {
    this.seek(this.time.get() + seconds);
  }

  /** A sibling goes on at the same playhead; any other sample begins. */
  switchTo(track: Track, siblings: Track[]): void {
    const { track: before, playing } = this.state.get();
    if (before?.audioId === track.audioId) return;
    const same = siblings.some(({ audioId }) => audioId === before?.audioId);
    this.load(track, siblings, same ? this.playheadIn(track) : 0);
    if (playing || !same) this.start();
  }

  /** The same, and it plays in any case. */
  switchAndPlay(track: Track, siblings: Track[]): void {
    this.switchTo(track, siblings);
    this.start();
  }

  /** Repeat a part; a sample that is not on the same time scale as the one that is loaded begins there. */
  loopRegion(track: Track, siblings: Track[], loop: Segment): void {
    const { track: loaded } = this.state.get();
    const related = [track, ...siblings].some(({ audioId }) => audioId === loaded?.audioId);
    if (!related) this.play(track, siblings, loop[0]);
    this.change({ loop, looping: true });
  }

  /** Without a region the whole sample repeats. */
  toggleLoop(): void {
    const { track, looping } = this.state.get();
    if (track) this.change({ looping: !looping });
  }

  clearLoop(): void {
    this.change({ loop: null, looping: false });
  }

  /** A view that shows the sample that is loaded says what it is switched with, and its letter there. */
  adopt(tracks: Track[]): void {
    const { track } = this.state.get();
    const shown = tracks.find(({ audioId }) => audioId === track?.audioId);
    if (!shown) return;
    this.pool.take(shown, tracks);
    this.change({ track: shown, siblings: tracks });
  }

  /** Samples that no longer exist cannot be switched to; the one that is loaded ends. */
  remove(audioId: string): void {
    const { track, siblings } = this.state.get();
    if (track?.audioId === audioId) this.close();
    else if (track) this.change({ siblings: siblings.filter((one) => one.audioId !== audioId) });
  }

  /** Forget the track, for instance because its job was deleted. */
  close(): void {
    stopHearing();
    this.audio = null;
    this.pool.clear();
    this.state.set(EMPTY);
    this.time.set(0);
  }

  /** A finished track begins anew. */
  private playheadIn(track: Track): number {
    const now = this.time.get();
    return this.audio?.ended || now >= track.duration ? 0 : now;
  }

  private load(track: Track, siblings: Track[], at: number): void {
    const { track: before, loop, looping } = this.state.get();
    const related = siblings.some(({ audioId }) => audioId === before?.audioId);
    stopHearing();
    const next = this.pool.take(track, siblings);
    const previous = this.audio;
    this.audio = next;
    if (previous !== next) previous?.pause();
    this.change({ track, siblings, error: null, ...(related ? { loop, looping } : { loop: null, looping: false }) });
    this.goTo(at);
  }

  private goTo(at: number): void {
    const ready = this.isReady();
    this.resumeAt = ready ? 0 : at;
    if (ready && this.audio) this.audio.currentTime = at;
    this.time.set(at);
  }

  private isReady(): boolean {
    return this.audio !== null && this.audio.readyState >= HTMLMediaElement.HAVE_METADATA;
  }

  private start(): void {
    const audio = this.audio;
    if (!audio) return;
    if (audio.error) audio.load();
    // A sample that is left before it sounded refuses its promise; only the chosen one matters.
    audio.play().catch(() => {
      if (audio === this.audio) this.change({ playing: !audio.paused, waiting: false });
    });
  }

  private listen(element: HTMLAudioElement): void {
    const on = (kind: keyof HTMLMediaElementEventMap, react: () => void) =>
      element.addEventListener(kind, () => element === this.audio && react());
    on("loadedmetadata", () => this.applyResume());
    on("play", () => beginSounding(this));
    on("play", () => this.change({ playing: true, error: null }));
    on("playing", () => this.change({ waiting: false }));
    on("waiting", () => this.change({ waiting: true }));
    on("pause", () => this.rest());
    on("ended", () => this.end());
    on("timeupdate", () => this.tick());
    on("seeked", () => this.tick());
    on("error", () => this.fail());
    on("play", () => this.follow());
  }

  private applyResume(): void {
    if (this.audio && this.resumeAt > 0) this.audio.currentTime = this.resumeAt;
    this.resumeAt = 0;
  }

  private rest(): void {
    stopHearing();
    this.change({ playing: false, waiting: false });
  }

  private end(): void {
    if (!this.state.get().looping) return this.rest();
    this.goTo(this.state.get().loop?.[0] ?? 0);
    this.start();
  }

  private fail(): void {
    if (!this.audio?.error) return;
    this.resumeAt = this.time.get();
    this.change({ playing: false, waiting: false, error: FAILED });
  }

  private tick(): void {
    if (!this.audio || !this.isReady() || this.resumeAt) return;
    const { currentTime: at, paused, seeking } = this.audio;
    const { track, loop, looping } = this.state.get();
    this.time.set(at);
    if (paused || seeking || !track) return;
    hear(track.audioId, at);
    if (looping && loop && at >= Math.min(loop[1], track.duration - END_SECONDS)) this.goTo(loop[0]);
  }

  private follow(): void {
    cancelAnimationFrame(this.frame);
    this.tick();
    if (this.audio && !this.audio.paused) this.frame = requestAnimationFrame(() => this.follow());
  }

  private change(next: Partial<PlayerState>): void {
    this.state.set({ ...this.state.get(), ...next });
  }
}

export const player = new Player();
