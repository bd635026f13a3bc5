import { useJob } from "@/api/queries";
import classes from "./GeneratePage.module.css";

const USUAL = "Instrumental music only: there is no singing yet.";

interface Props {
  /** The job of this tab that was asked for last. */
  latest: string | null;
  text: string;
}

/** Above a prompt that was already tried: the words that meant nothing to the engine. */
export function PromptHint({ latest, text }: Props) {
  return latest ? <Tried jobId={latest} text={text} /> : USUAL;
}

function Tried({ jobId, text }: { jobId: string; text: string }) {
  const { data: job } = useJob(jobId);
  if (!job?.not_understood.length || job.prompt_text !== text.trim()) return USUAL;
  return (
    <span className={classes.misunderstood} data-testid="misunderstood">
      {job.engine} has no meaning for <strong>{job.not_understood.join(", ")}</strong>; it went by the rest.
    </span>
  );
}
