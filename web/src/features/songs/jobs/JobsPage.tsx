import { Button, Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import { Pager } from "@/components/Pager";
import type { Schemas } from "@/api/client";
import { useJobQuery } from "@/api/history";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { JobFilters } from "./JobFilters";
import { isNarrowed, useJobAddress } from "./jobQuery";
import { JobTable } from "./JobTable";
import { Statistics } from "./Statistics";
import classes from "./JobsPage.module.css";

export function JobsPage() {
  useTitle("Jobs");
  const [query, change] = useJobAddress();
  const page = useJobQuery(query);
  return (
    <div className={classes.page}>
      <Title order={1}>Jobs</Title>
      <Statistics />
      <section className={classes.listing} aria-label="List of jobs">
        <JobFilters query={query} change={change} />
        {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
        {page.isPending && <Skeleton className={classes.placeholder} aria-label="Loading jobs" />}
        {page.data && <Listing page={page.data} narrowed={isNarrowed(query)} first={query.cursor === null} />}
      </section>
    </div>
  );
}

interface ListingProps {
  page: Schemas["Page_JobOut_"];
  narrowed: boolean;
  first: boolean;
}

function Listing({ page, narrowed, first }: ListingProps) {
  const gone = useStore(deletions);
  const jobs = page.items.filter((job) => !isDeleted(gone, job.id));
  if (!jobs.length && first && page.next_cursor === null) return <NoJobs narrowed={narrowed} />;
  return (
    <>
      <JobTable jobs={jobs} />
      <Pager page={page} one="job" />
    </>
  );
}

function NoJobs({ narrowed }: { narrowed: boolean }) {
  const action = (
    <Button component={Link} to={narrowed ? "/songs/jobs" : "/songs/generate"} variant={narrowed ? "default" : "filled"}>
      {narrowed ? "Show all jobs" : "Describe some music"}
    </Button>
  );
  return (
    <EmptyState action={action}>
      {narrowed
        ? "No job fits all of these filters at the moment."
        : "Here will be every piece of music that was asked for, with its progress and its samples. Begin with a prompt such as “slow sad piano in D minor, 60 bpm”."}
    </EmptyState>
  );
}
