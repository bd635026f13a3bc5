import { ActionIcon, Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import { clock } from "@/components/format";
import { CloseIcon, PauseIcon, PlayIcon } from "@/components/icons";
import { useWaveform } from "@/api/queries";
import { Waveform } from "@/components/Waveform";
import { SampleSwitch } from "./SampleSwitch";
import { player, type Track } from "./player";
import { usePlayer, usePlayheadSecond } from "./usePlayer";
import classes from "./PlayerBar.module.css";

export function PlayerBar() {
  const { track } = usePlayer();
  return track && <Bar track={track} />;
}

function Bar({ track }: { track: Track }) {
  const { playing, siblings, error } = usePlayer();
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
        <Waveform track={track} siblings={siblings} waveform={data} height={36} />
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label="Close the player" onClick={() => player.close()}>
        <CloseIcon />
      </ActionIcon>
    </section>
  );
}

function PlayTime({ track }: { track: Track }) {
  return (
    <Text size="xs" c="dimmed" data-testid="player-time">
      {clock(usePlayheadSecond())} / {clock(track.duration)}
    </Text>
  );
}
