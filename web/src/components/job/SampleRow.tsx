import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { useWaveform } from "@/api/queries";
import type { Audio } from "@/api/client";
import { clock, level } from "@/components/format";
import { PauseIcon, PlayIcon } from "@/components/icons";
import { dragging, startDrag } from "@/components/player/compareTray";
import { player, type Track } from "@/components/player/player";
import { useIsLoaded, usePlayer, usePlayheadSecond } from "@/components/player/usePlayer";
import { Waveform } from "@/components/Waveform";
import { SampleActions } from "./SampleActions";
import classes from "./job.module.css";

const WAVE_HEIGHT = 56;

interface Props {
  audio: Audio;
  track: Track;
  siblings: Track[];
  scale: number;
  /** Said before the facts, where samples of several jobs meet. */
  note?: ReactNode;
}

export function SampleRow({ audio, track, siblings, scale, note }: Props) {
  const { data } = useWaveform(audio.id);
  return (
    <li className={classes.sample} data-testid="sample" data-audio-id={audio.id}>
      <PlayButton track={track} siblings={siblings} />
      <span
        className={classes.letter}
        draggable
        title="Drag onto the tray at the bottom to compare"
        onDragStart={(event) =>
          startDrag(event.dataTransfer, { audioId: audio.id, label: audio.label, title: audio.prompt.text })
        }
        onDragEnd={() => dragging.set(false)}
        data-testid="sample-grip"
      >
        {track.label}
      </span>
      <Waveform track={track} siblings={siblings} waveform={data} height={WAVE_HEIGHT} scale={scale} />
      <SampleActions audio={audio} />
      <SampleFacts audio={audio} note={note} />
    </li>
  );
}

function PlayButton({ track, siblings }: Pick<Props, "track" | "siblings">) {
  const active = useIsLoaded(track.audioId);
  const playing = usePlayer((state) => active && state.playing);
  return (
    <ActionIcon
      size={36}
      radius="xl"
      variant={active ? "filled" : "default"}
      aria-label={`${playing ? "Pause" : "Play"} sample ${track.label}`}
      onClick={() => (active ? player.toggle() : player.switchAndPlay(track, siblings))}
      data-testid="play"
    >
      {playing ? <PauseIcon /> : <PlayIcon />}
    </ActionIcon>
  );
}

function SampleFacts({ audio, note }: Pick<Props, "audio" | "note">) {
  return (
    <div className={classes.sampleFacts}>
      {note}
      <span data-testid="sample-time">
        <Playhead audioId={audio.id} />
        {clock(audio.duration)}
      </span>
      <span title="Integrated loudness, ITU-R BS.1770-4">{level(audio.loudness, "LUFS")}</span>
      <span title="True peak, ITU-R BS.1770-4">{level(audio.true_peak, "dBTP")}</span>
      {audio.clipped_samples > 0 && (
        <span className={classes.warning}>{audio.clipped_samples} clipped sample values</span>
      )}
      <span>seed {audio.seed}</span>
    </div>
  );
}

function Playhead({ audioId }: { audioId: string }) {
  const active = useIsLoaded(audioId);
  const second = usePlayheadSecond(active);
  return active ? `${clock(second)} / ` : null;
}

/** Keeps the place of a sample, so that nothing jumps when it arrives. */
export function ComingRow({ label, loading = false }: { label: string; loading?: boolean }) {
  return (
    <li className={classes.sample} data-testid="sample-coming">
      <span />
      <span className={classes.letter}>{label}</span>
      <span className={classes.coming}>{loading ? "loading…" : "not finished yet"}</span>
    </li>
  );
}
