import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Audio, Job } from "@/api/client";
import { audioQuery, isActive, streamUrl } from "@/api/queries";
import { plural } from "@/components/format";
import { onStage } from "@/components/player/onStage";
import type { Track } from "@/components/player/player";
import { ComingRow, SampleRow } from "./SampleRow";
import classes from "./job.module.css";

const LABELS = "ABCDEFGH";

/** Finished samples on one time scale, and the places of those that are still to come. */
export function Samples({ job }: { job: Job }) {
  const found = useQueries({ queries: job.audio_ids.map(audioQuery) });
  const audios = found.flatMap(({ data }) => data ?? []);
  const tracks = useTracks(audios);
  useEffect(() => onStage(tracks), [tracks]);
  const longest = Math.max(job.duration, ...audios.map(({ duration }) => duration));
  const taken = new Set(audios.map(({ index }) => index));
  const coming = isActive(job) ? places(job.num_samples).filter((index) => !taken.has(index)) : [];
  if (!audios.length && !coming.length) return <NoSamples job={job} loading={found.length > 0} />;
  return (
    <ul className={classes.samples} data-testid="samples">
      {audios.map((audio, place) => (
        <SampleRow
          key={audio.id}
          audio={audio}
          track={tracks[place]!}
          siblings={tracks}
          scale={audio.duration / longest}
        />
      ))}
      {coming.map((index) => (
        <ComingRow key={index} label={LABELS[index] ?? ""} />
      ))}
    </ul>
  );
}

const places = (count: number) => Array.from({ length: count }, (_, index) => index);

function useTracks(audios: Audio[]): Track[] {
  // A sample never changes: its id says it all.
  const ids = audios.map(({ id }) => id).join();
  return useMemo(() => audios.map(toTrack), [ids]);
}

function toTrack(audio: Audio): Track {
  const { id, job_id, label, duration, prompt } = audio;
  return { audioId: id, jobId: job_id, label, duration, title: prompt.text, url: streamUrl(id) };
}

function NoSamples({ job, loading }: { job: Job; loading: boolean }) {
  if (loading) return <p className={classes.none}>Loading {plural(job.audio_ids.length, "sample")}…</p>;
  if (job.status === "completed") return <p className={classes.none}>All samples of this job were deleted.</p>;
  return <p className={classes.none}>No sample was finished. Retry asks for the same once more.</p>;
}
