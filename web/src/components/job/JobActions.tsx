import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { Job } from "@/api/client";
import { useCancelJob, useRetryJob } from "@/api/mutations";
import { isActive } from "@/api/queries";
import { deleteLater } from "@/components/deletions";
import { ErrorNote } from "@/components/ErrorNote";
import { rememberOwn } from "@/components/ownJobs";
import { isStopping } from "./JobState";

interface Props {
  job: Job;
  onDeleted?: () => void;
}

/** What can be done with a job in its present state. */
export function JobActions({ job, onDeleted }: Props) {
  const cancel = useCancelJob();
  const error = cancel.error;
  return (
    <>
      {isActive(job) ? (
        <Button
          size="compact-sm"
          variant="default"
          miw={72}
          disabled={isStopping(job) || cancel.isPending}
          onClick={() => cancel.mutate(job.id)}
          data-testid="cancel"
        >
          Cancel
        </Button>
      ) : (
        <FinishedActions job={job} onDeleted={onDeleted} />
      )}
      {error && <ErrorNote error={error} />}
    </>
  );
}

function FinishedActions({ job, onDeleted }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const retry = useRetryJob();
  const again = () =>
    retry.mutate(job.id, {
      onSuccess: (made) => {
        rememberOwn(made.id);
        void navigate(`/songs/jobs/${made.id}`);
      },
    });
  const remove = () => {
    deleteLater(client, job.id, job.prompt_text);
    onDeleted?.();
  };
  return (
    <>
      {job.status !== "completed" && (
        <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={again} data-testid="retry">
          Retry
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" miw={72} onClick={remove} data-testid="delete">
        Delete
      </Button>
      {retry.error && <ErrorNote error={retry.error} />}
    </>
  );
}
