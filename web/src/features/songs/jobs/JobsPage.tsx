import { Button, SegmentedControl, Select, Skeleton, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useSearchParams } from "react-router";
import type { JobStatus, Schemas } from "@/api/client";
import { useJobPage } from "@/api/queries";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { JobTable } from "./JobTable";
import { Pager } from "./Pager";
import classes from "./JobsPage.module.css";

const STATUSES: readonly JobStatus[] = ["queued", "processing", "completed", "failed", "cancelled"];
const CHOICES = ["all", ...STATUSES].map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }));

export function JobsPage() {
  useTitle("Jobs");
  const [search] = useSearchParams();
  const status = STATUSES.find((known) => known === search.get("status")) ?? null;
  const cursor = search.get("cursor");
  const page = useJobPage({ status, cursor });
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Jobs</Title>
        <StatusFilter status={status} />
      </div>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={400} aria-label="Loading jobs" />}
      {page.data && <Listing page={page.data} status={status} />}
    </>
  );
}

function StatusFilter({ status }: { status: JobStatus | null }) {
  const [, setSearch] = useSearchParams();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const choose = (value: string | null) => setSearch(!value || value === "all" ? {} : { status: value });
  const shared = { "aria-label": "Status", data: CHOICES, value: status ?? "all", onChange: choose };
  if (narrow) return <Select {...shared} allowDeselect={false} w={160} />;
  return <SegmentedControl {...shared} size="xs" data-testid="status-filter" />;
}

function Listing({ page, status }: { page: Schemas["Page_JobOut_"]; status: JobStatus | null }) {
  const gone = useStore(deletions);
  const jobs = page.items.filter((job) => !isDeleted(gone, job.id));
  if (!jobs.length && page.next_cursor === null) return <NoJobs status={status} />;
  return (
    <>
      <JobTable jobs={jobs} />
      <Pager page={page} />
    </>
  );
}

function NoJobs({ status }: { status: JobStatus | null }) {
  const action = (
    <Button component={Link} to={status ? "/songs/jobs" : "/songs/generate"} variant={status ? "default" : "filled"}>
      {status ? "Show all jobs" : "Describe some music"}
    </Button>
  );
  return (
    <EmptyState action={action}>
      {status
        ? `No job is ${status} at the moment.`
        : "Here will be every piece of music that was asked for, with its progress and its samples. Begin with a prompt such as “slow sad piano in D minor, 60 bpm”."}
    </EmptyState>
  );
}
