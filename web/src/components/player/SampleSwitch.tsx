import { player, type Track } from "./player";
import classes from "./PlayerBar.module.css";

/** A, B, C… of one job: the others go on at the same playhead. */
export function SampleSwitch({ track, siblings }: { track: Track; siblings: Track[] }) {
  if (siblings.length < 2) return <span className={classes.label}>{track.label}</span>;
  return (
    <div className={classes.switch} role="group" aria-label="Sample">
      {siblings.map((sibling) => (
        <button
          key={sibling.audioId}
          type="button"
          aria-pressed={sibling.audioId === track.audioId}
          aria-label={`Sample ${sibling.label}`}
          onClick={() => player.switchTo(sibling, siblings)}
        >
          {sibling.label}
        </button>
      ))}
    </div>
  );
}
