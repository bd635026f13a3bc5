import { Button, Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Schemas } from "@/api/client";
import { type FeedbackFilter, useFeedbackList } from "@/api/feedback";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { removed } from "@/components/undo";
import { useTitle } from "@/components/useTitle";
import { ExportMenu } from "./ExportMenu";
import { FeedbackFilters } from "./FeedbackFilters";
import { FeedbackTable } from "./FeedbackTable";
import { isNarrowed, NOTHING, useFeedbackAddress } from "./feedbackQuery";
import classes from "./FeedbackPage.module.css";

/** All that was ever said of samples, newest first; the address says what it is narrowed to. */
export function FeedbackPage() {
  useTitle("Feedback History");
  const { filter, cursor, change } = useFeedbackAddress();
  const page = useFeedbackList(filter, cursor);
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Feedback History</Title>
        <ExportMenu filter={filter} />
      </div>
      <section aria-label="List of feedback">
        <FeedbackFilters filter={filter} change={change} items={page.data?.items ?? []} />
        {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
        {page.isPending && <Skeleton className={classes.placeholder} aria-label="Loading feedback" />}
        {page.data && <Listing page={page.data} filter={filter} clear={() => change(NOTHING)} />}
      </section>
    </>
  );
}

interface ListingProps {
  page: Schemas["FeedbackPage"];
  filter: FeedbackFilter;
  clear: () => void;
}

function Listing({ page, filter, clear }: ListingProps) {
  const gone = useStore(removed);
  const items = page.items.filter(({ id }) => !gone.has(id));
  if (!page.total) return isNarrowed(filter) ? <NothingFits clear={clear} /> : <NoFeedback />;
  return (
    <>
      <FeedbackTable items={items} />
      <Pager page={page} one="record" />
    </>
  );
}

const NothingFits = ({ clear }: { clear: () => void }) => (
  <EmptyState
    action={
      <Button variant="default" onClick={clear}>
        Show all feedback
      </Button>
    }
  >
    No feedback fits all of these filters. Take one away, or show all of it.
  </EmptyState>
);

const NoFeedback = () => (
  <EmptyState
    action={
      <Button component={Link} to="/songs/jobs">
        Choose a job to rate
      </Button>
    }
  >
    Here will be every rating, preference, tag and note, with the sample that it is about. Open a job, play a sample, and
    give it stars: the keys are ⇧1 to ⇧5.
  </EmptyState>
);
