import { ActionIcon, Anchor, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "react-router";
import { useStore } from "@/api/store";
import { clock } from "@/components/format";
import { CloseIcon, LoopIcon, PauseIcon, PlayIcon } from "@/components/icons";
import { useWaveform } from "@/api/queries";
import { RateNow } from "@/components/feedback/RateNow";
import { Waveform } from "@/components/Waveform";
import { CompareTray } from "./CompareTray";
import { SampleSwitch } from "./SampleSwitch";
import { player, type Track } from "./player";
import { useLoopKeys } from "./useLoopKeys";
import { viewTransport } from "./transport";
import { usePlayer, usePlayheadSecond } from "./usePlayer";
import classes from "./PlayerBar.module.css";

// Pixels that the waveform is high; a finger needs more than a pointer (WCAG 2.5.5).
const POINTED = 36;
const TOUCHED = 44;

export function PlayerBar() {
  useLoopKeys();
  const track = usePlayer((state) => state.track);
  return (
    <>
      <CompareTray />
      {track && <Bar track={track} />}
    </>
  );
}

function Bar({ track }: { track: Track }) {
  const playing = usePlayer((state) => state.playing);
  const siblings = usePlayer((state) => state.siblings);
  const error = usePlayer((state) => state.error);
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const viewPlays = useStore(viewTransport) !== null;
  const { data } = useWaveform(track.audioId);
  return (
    <section className={classes.bar} aria-label="Player" data-testid="player">
      <ActionIcon
        size={36}
        radius="xl"
        aria-label={playing ? "Pause" : "Play"}
        onClick={() => player.toggle()}
        data-testid="player-toggle"
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </ActionIcon>
      <div className={classes.what}>
        <Anchor component={Link} to={`/songs/jobs/${track.jobId}`} c="inherit" className={classes.title}>
          {track.title}
        </Anchor>
        {error ? (
          <Text size="xs" c="var(--state-bad)" role="alert">
            {error}
          </Text>
        ) : (
          <PlayTime track={track} />
        )}
      </div>
      <SampleSwitch track={track} siblings={siblings} />
      <div className={classes.wave}>
        <Waveform track={track} siblings={siblings} waveform={data} height={narrow ? TOUCHED : POINTED} />
      </div>
      <div className={classes.rate}>
        <RateNow audioId={track.audioId} name={`sample ${track.label}`} keys={!viewPlays} />
      </div>
      <LoopButton />
      <ActionIcon variant="subtle" color="gray" aria-label="Close the player" onClick={() => player.close()}>
        <CloseIcon />
      </ActionIcon>
    </section>
  );
}

function LoopButton() {
  const looping = usePlayer((state) => state.looping);
  const loop = usePlayer((state) => state.loop);
  const what = loop ? `${clock(loop[0])} to ${clock(loop[1])}` : "the whole sample";
  return (
    <ActionIcon
      variant={looping ? "light" : "subtle"}
      color={looping ? "indigo" : "gray"}
      size={32}
      aria-label="Loop"
      aria-pressed={looping}
      title={`Repeat ${what} (l)`}
      onClick={() => player.toggleLoop()}
      data-testid="loop"
    >
      <LoopIcon />
    </ActionIcon>
  );
}

function PlayTime({ track }: { track: Track }) {
  return (
    <Text size="xs" c="dimmed" data-testid="player-time">
      {clock(usePlayheadSecond(true))} / {clock(track.duration)}
    </Text>
  );
}
