import { ActionIcon, Badge, Button, Switch, Text, Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { ROOT } from "@/api/root";
import { useStore } from "@/api/store";
import { ErrorNote } from "@/components/ErrorNote";
import { clock } from "@/components/format";
import { LoopIcon, PauseIcon, PlayIcon } from "@/components/icons";
import { notify } from "@/components/notices";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import { gain } from "./gain";
import { Loading } from "./Loading";
import { PartSwitch } from "./PartSwitch";
import type { ComparedSample } from "./useComparison";
import classes from "./ComparePage.module.css";

interface Props {
  player: ComparisonPlayer;
  items: readonly ComparedSample[];
  letters: readonly { side: number; letter: string }[];
  hidden: boolean;
  hide: (on: boolean) => void;
}

/** Play, the sides, repeat, and whether it is known which is which. */
export function Controls({ player, items, letters, hidden, hide }: Props) {
  const { error } = useStore(player.state);
  return (
    <div className={classes.controls}>
      <PlayButton player={player} />
      <PlayTime player={player} />
      <SideSwitch player={player} letters={letters} />
      <LoopButton player={player} />
      <MatchedBadge items={items} hidden={hidden} />
      <span className={classes.gap} />
      <Switch
        label="Blind"
        checked={hidden}
        onChange={(event) => hide(event.currentTarget.checked)}
        data-testid="blind"
      />
      {hidden && (
        <Button size="compact-sm" onClick={() => hide(false)} data-testid="reveal">
          Reveal
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => void copyAddress()} data-testid="copy-comparison">
        Copy link
      </Button>
      <Loading player={player} />
      <PartSwitch player={player} />
      {error && <ErrorNote error={new Error(error)} onRetry={() => void player.load()} />}
    </div>
  );
}

function PlayButton({ player }: { player: ComparisonPlayer }) {
  const { playing, phase } = useStore(player.state);
  return (
    <ActionIcon
      size={44}
      radius="xl"
      disabled={phase !== "ready"}
      aria-label={playing ? "Pause" : "Play"}
      onClick={() => player.toggle()}
      data-testid="compare-play"
      data-phase={phase}
    >
      {playing ? <PauseIcon /> : <PlayIcon />}
    </ActionIcon>
  );
}

function PlayTime({ player }: { player: ComparisonPlayer }) {
  const second = useSyncExternalStore(player.time.subscribe, () => Math.floor(player.time.get()));
  return (
    <Text className={classes.time} data-testid="compare-time">
      {clock(second)} / {clock(player.longest)}
    </Text>
  );
}

function SideSwitch({ player, letters }: Pick<Props, "player" | "letters">) {
  const { side: heard } = useStore(player.state);
  return (
    <div className={classes.sides} role="group" aria-label="Which side is heard">
      {letters.map(({ side, letter }) => (
        <button
          key={side}
          type="button"
          aria-pressed={side === heard}
          aria-label={`Hear ${letter}`}
          onClick={() => player.choose(side)}
          data-testid={`hear-${letter}`}
        >
          {letter}
        </button>
      ))}
    </div>
  );
}

function LoopButton({ player }: { player: ComparisonPlayer }) {
  const { looping, loop } = useStore(player.state);
  const what = loop ? `${clock(loop[0])} to ${clock(loop[1])}` : "all of it";
  return (
    <ActionIcon
      variant={looping ? "light" : "subtle"}
      color={looping ? "indigo" : "gray"}
      size={36}
      aria-label="Loop"
      aria-pressed={looping}
      title={`Repeat ${what} (l)`}
      onClick={() => player.toggleLoop()}
      data-testid="compare-loop"
    >
      <LoopIcon />
    </ActionIcon>
  );
}

/** While the sides are hidden, not even by how much. */
function MatchedBadge({ items, hidden }: { items: readonly ComparedSample[]; hidden: boolean }) {
  const most = Math.min(...items.map(({ gain_db }) => gain_db));
  const said = "All sides are played at the loudness of the quietest (ITU-R BS.1770-4).";
  const label = hidden ? said : `${said} The loudest is turned down by ${gain(-most)}.`;
  return (
    <Tooltip label={label} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge component="button" type="button" variant="light" tt="none" className={classes.matched} data-testid="matched">
        Loudness matched
      </Badge>
    </Tooltip>
  );
}

/** The address of this view says all of it but the shuffled order. */
async function copyAddress(): Promise<void> {
  const { origin, pathname, search } = window.location;
  const address = `${origin}${pathname.startsWith(ROOT) ? "" : ROOT}${pathname}${search}`;
  try {
    await navigator.clipboard.writeText(address);
    notify({ id: "link", text: "The link is copied." });
  } catch {
    // Without https, or where the person has forbidden it.
    notify({ id: "link", text: address });
  }
}
