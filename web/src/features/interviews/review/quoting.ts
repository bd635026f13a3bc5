/** Which quote is shown in the transcript, and how to show another. */
export interface Quoting {
  chosen: number | null;
  show: (index: number, button: HTMLElement) => void;
}
