import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Audio, Job } from "@/api/client";
import { audioQuery, isActive, streamUrl } from "@/api/queries";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { useLinkedMoment } from "@/components/player/moment";
import { onStage } from "@/components/player/onStage";
import type { Track } from "@/components/player/player";
import { ComingRow, SampleRow } from "./SampleRow";
import classes from "./job.module.css";

const LABELS = "ABCDEFGH";

/** Finished samples on one time scale, and the places of those that are still to come. */
export function Samples({ job }: { job: Job }) {
  const gone = useStore(deletions);
  const ids = job.audio_ids.filter((id) => !isDeleted(gone, id));
  const found = useQueries({ queries: ids.map(audioQuery) });
  const audios = found.flatMap(({ data }) => data ?? []);
  const tracks = useTracks(audios);
  useEffect(() => onStage(tracks), [tracks]);
  useLinkedMoment(tracks);
  const longest = Math.max(job.duration, ...audios.map(({ duration }) => duration));
  const coming = isActive(job) ? job.num_samples - job.audio_ids.length : 0;
  if (!ids.length && coming <= 0) return <NoSamples job={job} />;
  return (
    <ul className={classes.samples} data-testid="samples">
      {found.map(({ data: audio }, place) => {
        // A row stands in its place from the beginning, whichever answer comes first.
        const track = audio && tracks.find(({ audioId }) => audioId === audio.id);
        if (!audio || !track) return <ComingRow key={ids[place]} label={LABELS[place] ?? ""} loading />;
        return (
          <SampleRow
            key={audio.id}
            audio={audio}
            track={track}
            siblings={tracks}
            scale={audio.duration / longest}
          />
        );
      })}
      {free(audios, ids.length, coming).map((index) => (
        <ComingRow key={index} label={LABELS[index] ?? ""} />
      ))}
    </ul>
  );
}

/** The places that are still to come: the first that no sample has taken, or will when it is loaded. */
function free(audios: Audio[], known: number, count: number): number[] {
  const taken = new Set(audios.map(({ index }) => index));
  const left = [...LABELS].flatMap((_, index) => (taken.has(index) ? [] : index));
  const loading = known - audios.length;
  return left.slice(loading, loading + Math.max(0, count));
}

function useTracks(audios: Audio[]): Track[] {
  // A sample never changes: its id says it all.
  const ids = audios.map(({ id }) => id).join();
  return useMemo(() => audios.map((audio) => toTrack(audio)), [ids]);
}

/** What the player needs of a sample; a comparison across jobs gives it a letter of its own. */
export function toTrack(audio: Audio, label = audio.label): Track {
  const { id, job_id, duration, prompt } = audio;
  return { audioId: id, jobId: job_id, label, duration, title: prompt.text, url: streamUrl(id) };
}

function NoSamples({ job }: { job: Job }) {
  if (job.status === "completed") return <p className={classes.none}>All samples of this job were deleted.</p>;
  return <p className={classes.none}>No sample was finished. Retry asks for the same once more.</p>;
}
