/** One of the samples that are compared. */
export interface Side {
  audioId: string;
  url: string;
  /** Seconds. */
  duration: number;
  sampleRate: number;
  channels: number;
  gainDb: number;
}
