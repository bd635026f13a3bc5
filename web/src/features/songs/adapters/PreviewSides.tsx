import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Link } from "react-router";
import type { Audio } from "@/api/client";
import { audioQuery, useJob } from "@/api/queries";
import { ErrorNote } from "@/components/ErrorNote";
import { JobState } from "@/components/job/JobState";
import { SampleRow } from "@/components/job/SampleRow";
import { toTrack } from "@/components/job/Samples";
import { onStage } from "@/components/player/onStage";
import type { Track } from "@/components/player/player";
import classes from "./adapters.module.css";

interface Props {
  /** Ids of jobs. */
  base: string;
  changed: string;
  words: string;
}

/** Both samples on one time scale: 1 and 2 switch between them while they play. */
export function PreviewSides({ base, changed, words }: Props) {
  const first = useSample(base);
  const second = useSample(changed);
  const tracks = useTracks(first.audio, second.audio);
  useEffect(() => onStage(tracks), [tracks]);
  return (
    <ul className={classes.sides} data-testid="preview-sides">
      <Side name="Engine alone" side={first} label="A" tracks={tracks} jobId={base} />
      <Side name={words} side={second} label="B" tracks={tracks} jobId={changed} />
    </ul>
  );
}

type Sample = ReturnType<typeof useSample>;

function useSample(jobId: string) {
  const { data: job, error } = useJob(jobId);
  const audioId = job?.audio_ids[0];
  const found = useQuery({ ...audioQuery(audioId ?? ""), enabled: audioId !== undefined });
  return { job, audio: found.data, error: error ?? found.error };
}

function useTracks(first: Audio | undefined, second: Audio | undefined): Track[] {
  // A sample never changes: its id says it all.
  return useMemo(
    () => [first && toTrack(first, "A"), second && toTrack(second, "B")].flatMap((track) => track ?? []),
    [first?.id, second?.id],
  );
}

interface SideProps {
  name: string;
  side: Sample;
  label: string;
  tracks: Track[];
  jobId: string;
}

function Side({ name, side: { job, audio, error }, label, tracks, jobId }: SideProps) {
  const track = tracks.find((one) => one.label === label);
  if (audio && track) return <SampleRow audio={audio} track={track} siblings={tracks} scale={1} note={<b>{name}</b>} />;
  return (
    <li className={classes.coming} data-testid="preview-coming">
      <span>{label}</span>
      <span>{name}</span>
      {job && (
        <Link to={`/songs/jobs/${jobId}`}>
          <JobState job={job} />
        </Link>
      )}
      {job?.error && <span>{job.error.message}</span>}
      {error && <ErrorNote error={error} />}
    </li>
  );
}
