import { Anchor, Button, Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { Pager } from "@/components/Pager";
import { deletePosting, interviewKeys, type Posting, usePostings } from "@/api/interviews";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { removed, removeLater } from "@/components/undo";
import { InterviewHead } from "../InterviewHead";
import common from "../interviews.module.css";
import classes from "./materials.module.css";

/** The jobs to practise for. */
export function PostingsPage() {
  const [search] = useSearchParams();
  const page = usePostings(search.get("cursor"));
  const gone = useStore(removed);
  const postings = page.data?.items.filter(({ id }) => !gone.has(id));
  return (
    <>
      <InterviewHead title="Postings" />
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={320} aria-label="Loading postings" />}
      {postings?.length === 0 ? (
        <EmptyState action={<AddButton />}>
          Here will be the jobs that you practise for. Paste the text of a posting that you are interested in: questions
          and feedback go by it.
        </EmptyState>
      ) : (
        postings && <AddButton />
      )}
      <ul className={common.list} style={{ marginTop: 16 }} data-testid="postings">
        {postings?.map((posting) => <Row key={posting.id} posting={posting} />)}
      </ul>
      {page.data && postings && postings.length > 0 && <Pager page={page.data} one="posting" />}
    </>
  );
}

const AddButton = () => (
  <Button component={Link} to="/interviews/postings/new" variant="default" data-testid="posting-add">
    Add a posting
  </Button>
);

function Row({ posting }: { posting: Posting }) {
  const { id, title, company, experience_level, tech_stack, description } = posting;
  const client = useQueryClient();
  const remove = () =>
    removeLater({
      id,
      title,
      remove: () => deletePosting(id),
      settle: () => client.refetchQueries({ queryKey: interviewKeys.postings }),
    });
  return (
    <li className={common.row} data-testid="posting-row">
      <div className={common.rowWhat}>
        <Anchor component={Link} to={`/interviews/postings/${id}`} c="inherit" fw={600}>
          {title}
        </Anchor>
        <div className={common.quiet}>{[company, experience_level, tech_stack.join(", ")].filter(Boolean).join(" · ")}</div>
        <p className={classes.clamp}>{description}</p>
      </div>
      <div className={common.buttons}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={remove} aria-label={`Delete ${title}`}>
          Delete
        </Button>
        <Button
          component={Link}
          to={`/interviews/new?posting=${id}`}
          size="compact-sm"
          variant="default"
          aria-label={`Practise for ${title}`}
        >
          Practise
        </Button>
      </div>
    </li>
  );
}
