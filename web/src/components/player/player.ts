import { createStore } from "@/api/store";

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
  /** The samples of one job, to switch between. */
  siblings: Track[];
  playing: boolean;
  waiting: boolean;
  error: string | null;
}

const EMPTY: PlayerState = { track: null, siblings: [], playing: false, waiting: false, error: null };
const FAILED = "This sample cannot be loaded at the moment. Press play to try again.";

/** The one player of the page: it goes on while the person moves between views. */
export class Player {
  readonly state = createStore<PlayerState>(EMPTY);
  /** Seconds into the track, as often as the screen is drawn while it plays. */
  readonly time = createStore(0);
  readonly audio = new Audio();
  private frame = 0;
  private resumeAt = 0;

  constructor() {
    this.audio.preload = "metadata";
    this.audio.dataset.testid = "audio";
    document.body.append(this.audio);
    const on = (kind: keyof HTMLMediaElementEventMap, react: () => void) =>
      this.audio.addEventListener(kind, react);
    on("loadedmetadata", () => this.applyResume());
    on("play", () => this.change({ playing: true, error: null }));
    on("playing", () => this.change({ waiting: false }));
    on("waiting", () => this.change({ waiting: true }));
    on("pause", () => this.change({ playing: false, waiting: false }));
    on("ended", () => this.change({ playing: false }));
    on("timeupdate", () => this.tick());
    on("seeked", () => this.tick());
    on("error", () => this.fail());
    on("play", () => this.follow());
  }

  /** Begin a track at a time of it, or go on there if it is the one that is loaded. */
  play(track: Track, siblings: Track[], at?: number): void {
    if (track.audioId !== this.state.get().track?.audioId) this.load(track, siblings, at ?? 0);
    else if (at !== undefined) this.seek(at);
    this.start();
  }

  toggle(): void {
    if (this.state.get().playing) this.audio.pause();
    else this.start();
  }

  seek(seconds: number): void {
    const { track } = this.state.get();
    if (!track) return;
    const at = Math.min(Math.max(0, seconds), track.duration);
    this.resumeAt = at;
    if (this.audio.readyState >= HTMLMediaElement.HAVE_METADATA) this.audio.currentTime = at;
    this.time.set(at);
  }

  seekBy(seconds: number): void {
    this.seek(this.time.get() + seconds);
  }

  /** Another sample of the same job goes on at the same playhead; of another job it begins. */
  switchTo(track: Track, siblings: Track[]): void {
    const { track: before, playing } = this.state.get();
    if (before?.audioId === track.audioId) return;
    const same = before?.jobId === track.jobId;
    this.load(track, siblings, same ? this.playheadIn(track) : 0);
    if (playing || !same) this.start();
  }

  /** The same, and it plays in any case. */
  switchAndPlay(track: Track, siblings: Track[]): void {
    this.switchTo(track, siblings);
    this.start();
  }

  /** A finished track begins anew. */
  private playheadIn(track: Track): number {
    const now = this.time.get();
    return this.audio.ended || now >= track.duration ? 0 : now;
  }

  /** More samples of the job that is playing have become known. */
  adopt(tracks: Track[]): void {
    const { track, siblings } = this.state.get();
    if (tracks.length > siblings.length && tracks[0]?.jobId === track?.jobId) this.change({ siblings: tracks });
  }

  /** Forget the track, for instance because its job was deleted. */
  close(): void {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
    this.state.set(EMPTY);
    this.time.set(0);
  }

  private load(track: Track, siblings: Track[], at: number): void {
    this.change({ track, siblings, error: null });
    this.resumeAt = at;
    this.audio.src = track.url;
    this.time.set(at);
  }

  private start(): void {
    const { error } = this.state.get();
    if (error) this.audio.load();
    this.audio.play().catch(() => this.change({ playing: !this.audio.paused, waiting: false }));
  }

  private applyResume(): void {
    if (this.resumeAt > 0) this.audio.currentTime = this.resumeAt;
    this.resumeAt = 0;
  }

  private fail(): void {
    if (!this.audio.error) return;
    this.resumeAt = this.time.get();
    this.change({ playing: false, waiting: false, error: FAILED });
  }

  private tick(): void {
    if (this.audio.readyState >= HTMLMediaElement.HAVE_METADATA && !this.resumeAt)
      this.time.set(this.audio.currentTime);
  }

  private follow(): void {
    cancelAnimationFrame(this.frame);
    this.tick();
    if (!this.audio.paused) this.frame = requestAnimationFrame(() => this.follow());
  }

  private change(next: Partial<PlayerState>): void {
    this.state.set({ ...this.state.get(), ...next });
  }
}

export const player = new Player();
