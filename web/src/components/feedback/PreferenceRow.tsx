import { ThumbIcon } from "@/components/icons";
import type { Said } from "@/api/feedback";
import { CRITERION_WORDS } from "./criteria";
import classes from "./JobFeedbackPanel.module.css";

interface Props {
  said: Pick<Said, "preferred_over" | "tie" | "rating_criterion">;
  /** The letter of a sample; undefined for one that is not in sight. */
  labelOf: (audioId: string) => string | undefined;
  /** What the place calls a sample. */
  noun?: "Sample" | "Audio";
}

/** Which other sample this one was preferred over, or found equal to. */
export function PreferenceRow({ said: { preferred_over, tie, rating_criterion }, labelOf, noun = "Sample" }: Props) {
  if (preferred_over === null) return null;
  const label = labelOf(preferred_over);
  const other = label ? `${noun} ${label}` : "a sample of another job";
  const by = rating_criterion === "overall" ? "" : ` for ${CRITERION_WORDS[rating_criterion].toLowerCase()}`;
  return (
    <p className={classes.preference} data-testid="preference" data-tie={tie}>
      {tie ? <span aria-hidden="true">=</span> : <ThumbIcon up />}
      {tie ? `As good as ${other}` : `Preferred over ${other}`}
      {by}
    </p>
  );
}
