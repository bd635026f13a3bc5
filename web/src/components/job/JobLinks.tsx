import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Job } from "@/api/client";
import { archiveUrl } from "@/api/downloads";
import { FavoriteButton } from "@/components/FavoriteButton";
import { FavoriteNote } from "./FavoriteNote";

/** Where a job leads: its prompt as a favourite, more of it, all of it as one file. */
export function JobLinks({ job }: { job: Job }) {
  return (
    <>
      <FavoriteNote kind="prompt" id={job.prompt_id} name="this prompt" />
      <FavoriteButton kind="prompt" id={job.prompt_id} name="this prompt" />
      <Button component={Link} to={`/songs/generate?like=${job.id}`} size="compact-sm" variant="default">
        More like this
      </Button>
      <Button component={Link} to={`/songs/generate?seed=${job.seed}`} size="compact-sm" variant="default">
        Same seed, other prompt
      </Button>
      <Compare job={job} />
      <Archive job={job} />
    </>
  );
}

/** All samples that are there against each other; with one there is nothing to compare. */
function Compare({ job: { audio_ids, num_samples } }: { job: Job }) {
  const shared = { size: "compact-sm", variant: "default", "data-testid": "compare-job" } as const;
  if (num_samples < 2) return null;
  if (audio_ids.length < 2)
    return (
      <Button {...shared} disabled>
        Compare samples
      </Button>
    );
  return (
    <Button {...shared} component={Link} to={`/songs/compare?ids=${audio_ids.join()}`}>
      Compare samples
    </Button>
  );
}

/** Its place is there before the first sample is: nothing beside it moves. */
function Archive({ job }: { job: Job }) {
  const shared = { size: "compact-sm", variant: "default", "data-testid": "download-zip" } as const;
  if (!job.audio_ids.length)
    return (
      <Button {...shared} disabled>
        ZIP
      </Button>
    );
  const title = "All samples as FLAC, with prompt, seeds and checksums";
  return (
    <Button {...shared} component="a" href={archiveUrl(job.id)} download title={title}>
      ZIP
    </Button>
  );
}
