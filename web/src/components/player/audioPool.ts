import type { Track } from "./player";

/**
 * One element a sample, so that switching finds the other side already loaded.
 *
 * Only the chosen one carries the test id; the others wait silently with their metadata.
 */
export class AudioPool {
  private readonly elements = new Map<string, HTMLAudioElement>();

  constructor(private readonly prepare: (element: HTMLAudioElement) => void) {}

  /** The element of a track, with those of its siblings made ready and all others let go. */
  take(track: Track, siblings: Track[]): HTMLAudioElement {
    const wanted = new Map([track, ...siblings].map((one) => [one.audioId, one]));
    for (const id of [...this.elements.keys()]) if (!wanted.has(id)) this.release(id);
    for (const one of wanted.values()) this.element(one);
    for (const [id, element] of this.elements) mark(element, id === track.audioId);
    return this.element(track);
  }

  clear(): void {
    for (const id of [...this.elements.keys()]) this.release(id);
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
