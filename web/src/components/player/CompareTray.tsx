import { ActionIcon, Button } from "@mantine/core";
import { type DragEvent } from "react";
import { Link } from "react-router";
import { useStore } from "@/api/store";
import { CloseIcon } from "@/components/icons";
import { type Candidate, compareAddress, dragging, drop, removeFromTray, tray } from "./compareTray";
import classes from "./CompareTray.module.css";

/** Samples put aside to be compared; appears as soon as one is dragged. */
export function CompareTray() {
  const candidates = useStore(tray);
  const inFlight = useStore(dragging);
  if (!candidates.length && !inFlight) return null;
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    drop(event.dataTransfer);
  };
  return (
    <section
      className={classes.tray}
      aria-label="Compare"
      data-target={inFlight}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      data-testid="compare-tray"
    >
      <span className={classes.hint}>{hint(candidates.length)}</span>
      <ul className={classes.list}>
        {candidates.map((candidate) => (
          <Chosen key={candidate.audioId} candidate={candidate} />
        ))}
      </ul>
      {candidates.length > 1 && (
        <Button component={Link} to={compareAddress(candidates)} size="compact-sm" data-testid="compare-open">
          Compare {candidates.length}
        </Button>
      )}
    </section>
  );
}

const hint = (count: number) =>
  count === 0 ? "Drop a sample here to compare it." : count === 1 ? "Add one more to compare." : "To compare";

function Chosen({ candidate: { audioId, label, title } }: { candidate: Candidate }) {
  return (
    <li className={classes.chosen}>
      <strong>{label}</strong>
      <span className={classes.title}>{title}</span>
      <ActionIcon
        size={24}
        variant="subtle"
        color="gray"
        aria-label={`Take sample ${label} of ${title} out of the comparison`}
        onClick={() => removeFromTray(audioId)}
      >
        <CloseIcon />
      </ActionIcon>
    </li>
  );
}
