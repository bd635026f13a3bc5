import { Skeleton, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useExperimentJobs } from "@/api/experiments";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { JobTable } from "@/features/songs/jobs/JobTable";

/** All jobs of an experiment, newest first. */
export function Generated({ id }: { id: string }) {
  const [search] = useSearchParams();
  const page = useExperimentJobs(id, search.get("cursor"));
  const gone = useStore(deletions);
  return (
    <section aria-labelledby="generated">
      <Title order={2} id="generated" fz="md" mb={8}>
        Generation history
      </Title>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={240} aria-label="Loading jobs" />}
      {page.data && (
        <>
          <JobTable jobs={page.data.items.filter((job) => !isDeleted(gone, job.id))} />
          <Pager page={page.data} one="job" />
        </>
      )}
    </section>
  );
}
