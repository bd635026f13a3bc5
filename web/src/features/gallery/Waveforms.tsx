import { useEffect, useState } from "react";
import type { Schemas } from "@/api/client";
import { player, type Track } from "@/components/player/player";
import { Waveform } from "@/components/Waveform";
import { State } from "./State";
import { type Shape, tone } from "./tone";

const SECONDS = 6;
const HEIGHT = 56;
const OWNER = "gallery";

const swell: Shape = (share) => 0.7 * Math.sin(Math.PI * share) * (0.55 + 0.45 * Math.cos(24 * Math.PI * share));

const clipped: Shape = (share) => (share > 0.4 && share < 0.5 ? 1.2 : swell(share));
const ending: Shape = (share) => (share > 0.7 ? 0 : 0.6);

interface Example {
  name: string;
  seconds: number;
  hertz: number;
  shape: Shape;
}

const EXAMPLES: Example[] = [
  { name: "Sample", seconds: SECONDS, hertz: 220, shape: swell },
  { name: "Shorter, on the same time scale", seconds: SECONDS / 2, hertz: 330, shape: swell },
  { name: "Clipped in the middle", seconds: SECONDS, hertz: 247, shape: clipped },
  { name: "Silent at the end", seconds: SECONDS, hertz: 294, shape: ending },
];

interface Shown {
  name: string;
  track: Track;
  waveform: Schemas["WaveformOut"];
}

/** Real tones: a click plays them in the player, with its loop and switch. */
export function Waveforms() {
  const shown = useTones();
  const siblings = shown.map(({ track }) => track);
  return (
    <>
      {EXAMPLES.map(({ name, seconds }, place) => {
        const there = shown[place];
        const track = there?.track ?? silent(place, name, seconds);
        return (
          <State key={name} name={name}>
            <Waveform
              track={track}
              siblings={siblings}
              waveform={there?.waveform}
              height={HEIGHT}
              scale={seconds / SECONDS}
            />
          </State>
        );
      })}
      <State name="Not loaded yet">
        <Waveform track={silent(6, "Not loaded yet", SECONDS)} siblings={[]} waveform={undefined} height={HEIGHT} />
      </State>
      <State name="Cannot be loaded">
        <Broken waveform={shown[0]?.waveform} />
      </State>
    </>
  );
}

function Broken({ waveform }: { waveform: Schemas["WaveformOut"] | undefined }) {
  const track = { ...silent(7, "Cannot be loaded", SECONDS), url: "songs/components/there-is-no-such-file" };
  return <Waveform track={track} siblings={[track]} waveform={waveform} height={HEIGHT} />;
}

function silent(place: number, title: string, duration: number): Track {
  return { audioId: `${OWNER}-${place}`, jobId: OWNER, label: "ABCDEFGH"[place]!, title, url: "", duration };
}

/** The tones live as long as they are shown. */
function useTones(): Shown[] {
  const [shown, show] = useState<Shown[]>([]);
  useEffect(() => {
    const made = EXAMPLES.map(({ name, seconds, hertz, shape }, place): Shown => {
      const { url, waveform } = tone(seconds, hertz, shape);
      return { name, waveform, track: { ...silent(place, name, seconds), url } };
    });
    show(made);
    return () => {
      if (player.state.get().track?.jobId === OWNER) player.close();
      for (const { track } of made) URL.revokeObjectURL(track.url);
    };
  }, []);
  return shown;
}
