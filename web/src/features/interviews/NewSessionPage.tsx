import { Anchor, Button, NativeSelect, NumberInput, Skeleton, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { type Posting, useOverview, usePostings, useResume, useStartSession } from "@/api/interviews";
import { EmptyState } from "@/components/EmptyState";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { askerWords } from "./words";
import classes from "./interviews.module.css";

const MOST_POSTINGS = 100;
const USUAL = { questions: 5, minutes: 30 };

/** Which posting, how many questions, how long; then it begins. */
export function NewSessionPage() {
  useTitle("New session");
  const { data, error, refetch, isPending } = usePostings(null, MOST_POSTINGS);
  return (
    <>
      <Title order={1} mb={16}>
        New session
      </Title>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={320} aria-label="Loading postings" />}
      {data && (data.items.length ? <SetUp postings={data.items} /> : <NoPostings />)}
    </>
  );
}

function NoPostings() {
  return (
    <EmptyState
      action={
        <Button component={Link} to="/interviews/postings/new">
          Add a posting
        </Button>
      }
    >
      A session needs a job to practise for. Paste the text of a posting that you are interested in.
    </EmptyState>
  );
}

function SetUp({ postings }: { postings: Posting[] }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("posting");
  const posting = postings.find(({ id }) => id === asked) ?? postings[0]!;
  const [questions, setQuestions] = useState<number | string>(USUAL.questions);
  const [minutes, setMinutes] = useState<number | string>(USUAL.minutes);
  const start = useStartSession();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const limits = { question_count: number(questions), minutes: number(minutes) };
    start.mutate({ job_posting_id: posting.id, ...limits }, { onSuccess: ({ id }) => void begin(id) });
  };
  const begin = async (id: string) => {
    // The room offers it again if this one was refused.
    const params = { path: { session_id: id } };
    await ask(api.POST("/api/v1/sessions/{session_id}/generate-question", { params })).catch(() => undefined);
    void navigate(`/interviews/sessions/${id}`);
  };
  const rest = elsewhere(start.error, "question_count", "minutes");
  return (
    <form className={classes.form} onSubmit={submit} data-testid="set-up">
      <NativeSelect
        label="Posting"
        data={postings.map(({ id, title, company }) => ({ value: id, label: company ? `${title} at ${company}` : title }))}
        value={posting.id}
        onChange={(event) => setSearch({ posting: event.currentTarget.value }, { replace: true })}
        data-testid="set-up-posting"
      />
      <div className={classes.fields}>
        <NumberInput
          label="Questions"
          description="Empty: until you complete it"
          value={questions}
          onChange={setQuestions}
          min={1}
          max={50}
          allowDecimal={false}
          error={errorAt(start.error, "question_count")}
          data-testid="set-up-questions"
        />
        <NumberInput
          label="Minutes"
          description="Empty: no limit. Pauses do not count."
          value={minutes}
          onChange={setMinutes}
          min={1}
          max={240}
          allowDecimal={false}
          error={errorAt(start.error, "minutes")}
          data-testid="set-up-minutes"
        />
      </div>
      <ResumeLine />
      <AskerLine />
      {rest && <ErrorNote error={rest} />}
      <Button type="submit" loading={start.isPending} style={{ alignSelf: "start" }} data-testid="start">
        Start
      </Button>
    </form>
  );
}

const number = (value: number | string): number | null => (value === "" ? null : Number(value));

function ResumeLine() {
  const { data: resume, isPending } = useResume();
  return (
    <p className={classes.quiet} style={{ minHeight: 40 }}>
      {!isPending &&
        (resume ? (
          <>
            Questions also go by{" "}
            <Anchor component={Link} to="/interviews/resume" underline="always">
              your résumé
            </Anchor>
            .
          </>
        ) : (
          <>
            With{" "}
            <Anchor component={Link} to="/interviews/resume" underline="always">
              a résumé
            </Anchor>{" "}
            the questions fit you better. It is not needed.
          </>
        ))}
    </p>
  );
}

/** As many lines as the longest of its sentences has on a phone are kept free. */
function AskerLine() {
  const { data } = useOverview();
  return (
    <p className={classes.quiet} style={{ minHeight: 60 }} data-testid="asker">
      {data && askerWords(data.analyst)}
    </p>
  );
}
