import { ActionIcon } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { audioQuery } from "@/api/queries";
import { PauseIcon, PlayIcon } from "@/components/icons";
import { toTrack } from "@/components/job/Samples";
import { notify } from "@/components/notices";
import { player } from "@/components/player/player";
import { useIsLoaded, usePlayer } from "@/components/player/usePlayer";

/** Play a sample of which a list knows no more than the id. */
export function PlaySample({ audioId, name }: { audioId: string; name: string }) {
  const client = useQueryClient();
  const loaded = useIsLoaded(audioId);
  const playing = usePlayer((state) => loaded && state.playing);
  const play = async () => {
    try {
      const track = toTrack(await client.fetchQuery(audioQuery(audioId)));
      player.switchAndPlay(track, [track]);
    } catch (error) {
      notify({ id: `play ${audioId}`, text: `${name} cannot be played: ${(error as Error).message}`, failed: true });
    }
  };
  return (
    <ActionIcon
      size={28}
      radius="xl"
      variant={loaded ? "filled" : "default"}
      aria-label={`${playing ? "Pause" : "Play"} ${name}`}
      onClick={() => (loaded ? player.toggle() : void play())}
      data-testid="play-sample"
    >
      {playing ? <PauseIcon /> : <PlayIcon />}
    </ActionIcon>
  );
}
