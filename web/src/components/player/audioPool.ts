import type { Track } from "./player";

const PAUSE_MS = 20;

/**
 * One element a sample, so that switching finds the other side already loaded.
 *
 * Only the chosen one carries the test id; the others wait silently with their metadata.
 */
export class AudioPool {
  private readonly elements = new Map<string, HTMLAudioElement>();
  private wanted = new Map<string, Track>();
  private preparing: number | undefined;

  constructor(private readonly prepare: (element: HTMLAudioElement) => void) {}

  /** The element of a track, with those of its siblings made ready and all others let go. */
  take(track: Track, siblings: Track[]): HTMLAudioElement {
    this.wanted = new Map([track, ...siblings].map((one) => [one.audioId, one]));
    for (const id of [...this.elements.keys()]) if (!this.wanted.has(id)) this.release(id);
    const chosen = this.element(track);
    for (const element of this.elements.values()) mark(element, element === chosen);
    this.prepareNext();
    return chosen;
  }

  clear(): void {
    this.wanted.clear();
    for (const id of [...this.elements.keys()]) this.release(id);
  }

  /** One at a time: eight at once would take longer than a frame. */
  private prepareNext(): void {
    window.clearTimeout(this.preparing);
    this.preparing = window.setTimeout(() => {
      const next = [...this.wanted.values()].find(({ audioId }) => !this.elements.has(audioId));
      if (!next) return;
      this.element(next);
      this.prepareNext();
    }, PAUSE_MS);
  }

  private element(track: Track): HTMLAudioElement {
    const found = this.elements.get(track.audioId);
    if (found) return found;
    const made = new Audio(track.url);
    made.preload = "metadata";
    this.prepare(made);
    this.elements.set(track.audioId, made);
    document.body.append(made);
    return made;
  }

  private release(id: string): void {
    const element = this.elements.get(id);
    this.elements.delete(id);
    if (!element) return;
    element.pause();
    element.removeAttribute("src");
    element.load();
    element.remove();
  }
}

function mark(element: HTMLAudioElement, chosen: boolean): void {
  if (chosen) element.dataset.testid = "audio";
  else delete element.dataset.testid;
}
