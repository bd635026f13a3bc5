import { Title } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { useJob } from "@/api/queries";
import { JobPanel } from "@/components/job/JobPanel";
import { useTitle } from "@/components/useTitle";
import classes from "./JobPage.module.css";

const LONG = 120;

export function JobPage() {
  const { jobId = "" } = useParams();
  const navigate = useNavigate();
  const { data: job } = useJob(jobId);
  useTitle(job?.prompt_text ?? "Job");
  return (
    <>
      <Title order={1} className={classes.title} data-long={(job?.prompt_text.length ?? 0) > LONG} data-testid="job-prompt">
        {job?.prompt_text ?? "Job"}
      </Title>
      <JobPanel key={jobId} jobId={jobId} onDeleted={() => void navigate("/songs/jobs")} />
    </>
  );
}
