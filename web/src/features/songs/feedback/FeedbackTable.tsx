import { ActionIcon, Anchor, Table, VisuallyHidden } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import type { FeedbackItem } from "@/api/feedback";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { deleteSaidLater, recordInWords, useMayDelete } from "@/components/feedback/feedbackRemovals";
import { LongNotes } from "@/components/feedback/LongNotes";
import { PlaySample } from "@/components/feedback/PlaySample";
import { PreferenceRow } from "@/components/feedback/PreferenceRow";
import { AuthorName } from "@/components/feedback/SaidRow";
import { StarsShown } from "@/components/feedback/Stars";
import { exactly } from "@/components/format";
import { CloseIcon } from "@/components/icons";
import { shortId } from "./shortId";
import classes from "./FeedbackPage.module.css";

/** One record a row; a row a card on a phone. */
export function FeedbackTable({ items }: { items: FeedbackItem[] }) {
  return (
    <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12} data-testid="feedback-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.sampleColumn}>Sample</Table.Th>
          <Table.Th className={classes.jobColumn}>Job</Table.Th>
          <Table.Th className={classes.ratingColumn}>Rating</Table.Th>
          <Table.Th>Tags and notes</Table.Th>
          <Table.Th className={classes.authorColumn}>Author</Table.Th>
          <Table.Th className={classes.dateColumn}>Date</Table.Th>
          <Table.Th className={classes.actionColumn}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <FeedbackRow key={item.id} item={item} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function FeedbackRow({ item }: { item: FeedbackItem }) {
  const { id, audio_id, job_id, label, prompt_text, rating, rating_criterion, created_at, effective } = item;
  return (
    <Table.Tr data-testid="feedback-row" data-feedback-id={id} data-effective={effective} className={classes.row}>
      <Table.Td className={classes.sampleCell}>
        <PlaySample audioId={audio_id} name={`sample ${label}`} />
        <span>Audio {label}</span>
      </Table.Td>
      <Table.Td className={classes.jobCell}>
        <Anchor component={Link} to={`/songs/jobs/${job_id}`} c="inherit" title={prompt_text}>
          Job {shortId(job_id)}
        </Anchor>
        <div className={classes.note}>{prompt_text}</div>
      </Table.Td>
      <Table.Td className={classes.ratingCell}>
        {rating !== null && (
          <>
            <StarsShown value={rating} digits={0} />
            <div className={classes.note}>{CRITERION_WORDS[rating_criterion]}</div>
          </>
        )}
      </Table.Td>
      <Table.Td className={classes.wordsCell}>
        <Words item={item} />
      </Table.Td>
      <Table.Td className={classes.authorCell}>
        <AuthorName author={item.author} />
      </Table.Td>
      <Table.Td className={classes.dateCell}>
        <time dateTime={created_at} title={exactly(created_at)}>
          {day(created_at)}
        </time>
      </Table.Td>
      <Table.Td className={classes.actionCell}>
        <DeleteButton item={item} />
      </Table.Td>
    </Table.Tr>
  );
}

const otherOf = (item: FeedbackItem) => () => item.preferred_over_label ?? undefined;

function Words({ item }: { item: FeedbackItem }) {
  const { tags, notes, effective } = item;
  return (
    <>
      {tags.length > 0 && <p>{tags.join(", ")}</p>}
      {/* The other sample has the same prompt, but its job may be another one. */}
      <PreferenceRow said={item} labelOf={otherOf(item)} noun="Audio" />
      {notes !== null && <LongNotes notes={notes} />}
      {!effective && <p className={classes.note}>replaced by something newer</p>}
    </>
  );
}

/** The day as people write it in lists, in their own time zone: 2026-01-25. */
const day = (instant: string) => new Date(instant).toLocaleDateString("sv");

function DeleteButton({ item }: { item: FeedbackItem }) {
  const client = useQueryClient();
  const mayDelete = useMayDelete()(item);
  if (!mayDelete) return null;
  const { job_id: jobId, audio_id: audioId, label } = item;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={`Delete ${recordInWords(item, label, otherOf(item))}`}
      title="Delete"
      onClick={() => deleteSaidLater(client, item, { jobId, audioId, label })}
      data-testid="said-delete"
    >
      <CloseIcon />
    </ActionIcon>
  );
}
