import { Button } from "@mantine/core";
import { useStore } from "@/api/store";
import { clock } from "@/components/format";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import classes from "./ComparePage.module.css";

/** Where the samples are too long to be in memory all at once: which part of them is. */
export function PartSwitch({ player }: { player: ComparisonPlayer }) {
  const { part, phase } = useStore(player.state);
  const [from, to] = part;
  if (from === 0 && to >= player.longest) return null;
  const open = (start: number) => void player.showPart(start);
  const busy = phase === "loading";
  return (
    <div className={classes.wide} data-testid="part" data-from={from} data-to={to}>
      <span className={classes.dimmed}>
        So many long samples do not fit into memory at once. You hear {clock(from)} to {clock(to)} of each.
      </span>
      <Button size="compact-sm" variant="default" disabled={busy || from === 0} onClick={() => open(from - (to - from))}>
        Earlier part
      </Button>
      <Button size="compact-sm" variant="default" disabled={busy || to >= player.longest} onClick={() => open(to)}>
        Later part
      </Button>
    </div>
  );
}
