import { ActionIcon } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Said } from "@/api/feedback";
import { useMe } from "@/api/queries";
import { CloseIcon } from "@/components/icons";
import { When } from "@/components/When";
import { CRITERION_WORDS } from "./criteria";
import { deleteSaidLater, recordInWords, useMayDelete } from "./feedbackRemovals";
import { LongNotes } from "./LongNotes";
import { PreferenceRow } from "./PreferenceRow";
import { StarsShown } from "./Stars";
import classes from "./JobFeedbackPanel.module.css";

interface Props {
  said: Said;
  jobId: string;
  audioId: string;
  label: string;
  labelOf: (audioId: string) => string | undefined;
}

/** One record: what somebody said of a sample, and whether it still counts. */
export function SaidRow({ said, jobId, audioId, label, labelOf }: Props) {
  const { rating, rating_criterion, tags, notes, effective, created_at } = said;
  const client = useQueryClient();
  const mayDelete = useMayDelete()(said);
  return (
    <li className={classes.said} data-testid="said" data-effective={effective} data-feedback-id={said.id}>
      <div className={classes.saidWhat}>
        {rating !== null && (
          <p className={classes.saidRating}>
            <StarsShown value={rating} digits={0} /> {CRITERION_WORDS[rating_criterion]}
          </p>
        )}
        <PreferenceRow said={said} labelOf={labelOf} />
        {tags.length > 0 && <p>Tags: {tags.join(", ")}</p>}
        {notes !== null && <LongNotes notes={notes} />}
        <p className={classes.by}>
          <AuthorName author={said.author} />
          <When instant={created_at} />
          {!effective && <span>replaced by something newer</span>}
        </p>
      </div>
      {mayDelete && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`Delete ${recordInWords(said, label, labelOf)}`}
          title="Delete"
          onClick={() => deleteSaidLater(client, said, { jobId, audioId, label })}
          data-testid="said-delete"
        >
          <CloseIcon />
        </ActionIcon>
      )}
    </li>
  );
}

/** “you”, or a name; who has none is the owner, or has left. */
export function AuthorName({ author: { id, name } }: { author: Said["author"] }) {
  const { data: me } = useMe();
  return <span>{me?.id === id ? "you" : (name ?? "somebody who left")}</span>;
}
