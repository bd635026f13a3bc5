import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useJobName, useRatedJobs } from "@/api/feedback";
import type { Change } from "./FeedbackFilters";
import { shortId } from "./shortId";
import classes from "./FeedbackPage.module.css";

const SETTLE_MS = 200;
const LONGEST = 60;

/** One job of those that have feedback, found by the words of its prompt. */
export function JobChoice({ jobId, change }: { jobId: string | null; change: Change }) {
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), SETTLE_MS);
  const { data: jobs = [] } = useRatedJobs(jobId ? "" : words);
  // A job that a link names need not be among the newest.
  const { data: name = "" } = useJobName(jobId);
  const options = new Map(jobs.map(({ id, prompt_text }) => [id, named(id, prompt_text)]));
  if (jobId && !options.has(jobId)) options.set(jobId, named(jobId, name));
  return (
    <Select
      size="xs"
      className={classes.job}
      aria-label="Job"
      placeholder="All jobs"
      data={[...options].map(([value, label]) => ({ value, label }))}
      value={jobId}
      onChange={(value) => change({ job_id: value })}
      searchable
      onSearchChange={setTyped}
      // The server has looked for the words.
      filter={({ options: found }) => found}
      nothingFoundMessage="No job with feedback has these words"
      clearable
      clearButtonProps={{ "aria-label": "All jobs" }}
      data-testid="job-filter"
    />
  );
}

const named = (id: string, text: string) =>
  [shortId(id), text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text].filter(Boolean).join(" · ");
