import { ActionIcon, Progress, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useStore } from "@/api/store";
import { ErrorNote } from "@/components/ErrorNote";
import { clock } from "@/components/format";
import { PauseIcon, PlayIcon } from "@/components/icons";
import type { ComparisonPlayer } from "../../compare/sound/comparisonPlayer";
import classes from "./vote.module.css";

/** Play and the time; until both are decoded, how far they are. */
export function Transport({ player }: { player: ComparisonPlayer }) {
  const { playing, phase, progress, error } = useStore(player.state);
  const second = useSyncExternalStore(player.time.subscribe, () => Math.floor(player.time.get()));
  const percent = Math.round(100 * progress);
  return (
    <>
      <div className={classes.transport}>
        <ActionIcon
          size={52}
          radius="xl"
          disabled={phase !== "ready"}
          aria-label={playing ? "Pause" : "Play"}
          onClick={() => player.toggle()}
          data-testid="vote-play"
          data-phase={phase}
        >
          {playing ? <PauseIcon /> : <PlayIcon />}
        </ActionIcon>
        {phase === "loading" ? (
          <div className={classes.loading}>
            <Text size="xs" c="dimmed">
              Preparing both sides: {percent} %
            </Text>
            <Progress value={percent} size="sm" aria-label="Preparing both sides" transitionDuration={0} />
          </div>
        ) : (
          <Text className={classes.time} data-testid="vote-time">
            {clock(second)} / {clock(player.longest)}
          </Text>
        )}
      </div>
      {error && <ErrorNote error={new Error(error)} onRetry={() => void player.load()} />}
    </>
  );
}
