/** Of a sample: where its FLAC master is, and how much of it is wanted. Seconds. */
export interface Wanted {
  url: string;
  from: number;
  to: number;
}

/**
 * Fetch and decode samples one after the other, cut or filled up with silence to one length.
 *
 * FLAC is lossless and has no delay of a decoder, and the context has the rate of the samples: a buffer holds the
 * very frames that were made. One at a time, because a whole sample is in memory until its part is cut out.
 */
export async function decodeAll(
  wanted: readonly Wanted[],
  rate: number,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<AudioBuffer[]> {
  const buffers: AudioBuffer[] = [];
  for (const [place, one] of wanted.entries()) {
    const bytes = await download(one.url, (share) => progress((place + share * 0.9) / wanted.length), signal);
    buffers.push(cut(await decode(bytes, rate), one));
    signal.throwIfAborted();
    progress((place + 1) / wanted.length);
  }
  return buffers;
}

/** An offline context decodes without asking for a person's gesture. */
const decode = (bytes: ArrayBuffer, rate: number) => new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes);

function cut(sound: AudioBuffer, { from, to }: Wanted): AudioBuffer {
  const { sampleRate, numberOfChannels } = sound;
  const first = Math.round(from * sampleRate);
  const length = Math.max(1, Math.round(to * sampleRate) - first);
  if (first === 0 && length === sound.length) return sound;
  const part = new AudioBuffer({ length, sampleRate, numberOfChannels });
  for (let channel = 0; channel < numberOfChannels; channel += 1) {
    part.copyToChannel(sound.getChannelData(channel).subarray(first, first + length), channel);
  }
  return part;
}

async function download(url: string, progress: (share: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || !answer.body) throw new Error(`The server answered ${answer.status}.`);
  const total = Number(answer.headers.get("Content-Length")) || 0;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.length;
    if (total) progress(Math.min(1, received / total));
  }
  return new Blob(parts).arrayBuffer();
}
