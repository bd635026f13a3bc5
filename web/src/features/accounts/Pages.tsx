import { Button } from "@mantine/core";
import classes from "./accounts.module.css";

interface Props {
  /** Cursors of the pages passed on the way; the last one is shown. */
  trail: (string | null)[];
  next: string | null;
  go: (trail: (string | null)[]) => void;
}

/** Through a list that is mostly one page long. */
export function Pages({ trail, next, go }: Props) {
  if (trail.length === 1 && !next) return null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      <Button variant="default" disabled={trail.length === 1} onClick={() => go(trail.slice(0, -1))}>
        Newer
      </Button>
      <Button variant="default" disabled={!next} onClick={() => go([...trail, next])}>
        Older
      </Button>
    </nav>
  );
}
