import { Anchor, Button, Skeleton, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { Audio } from "@/api/client";
import { audioQuery } from "@/api/queries";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { SampleRow } from "@/components/job/SampleRow";
import { toTrack } from "@/components/job/Samples";
import { technicalRows } from "@/components/job/TechnicalFacts";
import { TechnicalTable } from "@/components/job/TechnicalTable";
import { MOST } from "@/components/player/compareTray";
import { onStage } from "@/components/player/onStage";
import { useTitle } from "@/components/useTitle";
import classes from "./ComparePage.module.css";

const LABELS = "ABCDEFGH";
const UUID = /^[0-9a-f-]{36}$/i;

/** Samples of any jobs side by side; the address says which. */
export function ComparePage() {
  useTitle("Compare");
  const [search] = useSearchParams();
  const ids = [...new Set((search.get("ids") ?? "").split(",").filter((id) => UUID.test(id)))].slice(0, MOST);
  return (
    <>
      <Title order={1} className={classes.title}>
        Compare
      </Title>
      {ids.length ? <Comparison key={ids.join()} ids={ids} /> : <Nothing />}
    </>
  );
}

function Nothing() {
  const action = (
    <Button component={Link} to="/songs/jobs">
      Choose a job
    </Button>
  );
  return (
    <EmptyState action={action}>
      Here samples of different jobs play against each other at the same playhead. Open a job and drag the letter of a
      sample to the bottom of the page, or choose “Add to the comparison” in its menu.
    </EmptyState>
  );
}

function Comparison({ ids }: { ids: string[] }) {
  const found = useQueries({ queries: ids.map(audioQuery) });
  const audios = found.flatMap(({ data }) => data ?? []);
  const missing = found.filter(({ isError }) => isError).length;
  if (found.some(({ isPending }) => isPending)) return <Skeleton height={112 * ids.length} aria-label="Loading" />;
  return (
    <>
      {missing > 0 && <ErrorNote error={gone(missing)} />}
      {audios.length > 0 && <Rows audios={audios} />}
    </>
  );
}

const gone = (count: number) =>
  new Error(
    count === 1
      ? "One of these samples cannot be had: it may have been deleted."
      : `${count} of these samples cannot be had: they may have been deleted.`,
  );

function Rows({ audios }: { audios: Audio[] }) {
  const key = audios.map(({ id }) => id).join();
  const tracks = useMemo(() => audios.map((audio, place) => toTrack(audio, LABELS[place])), [key]);
  useEffect(() => onStage(tracks), [tracks]);
  const longest = Math.max(...audios.map(({ duration }) => duration));
  return (
    <>
      <ul className={classes.rows} data-testid="compare">
        {audios.map((audio, place) => (
          <SampleRow
            key={audio.id}
            audio={audio}
            track={tracks[place]!}
            siblings={tracks}
            scale={audio.duration / longest}
            note={<Origin audio={audio} />}
          />
        ))}
      </ul>
      <TechnicalTable
        columns={audios.map(({ id }, place) => ({ id, label: LABELS[place]! }))}
        rows={[["Prompt", audios.map(({ prompt }) => prompt.text)], ...technicalRows(audios)]}
      />
    </>
  );
}

function Origin({ audio }: { audio: Audio }) {
  return (
    <Anchor component={Link} to={`/songs/jobs/${audio.job_id}`} className={classes.origin}>
      {audio.label} of “{audio.prompt.text}”
    </Anchor>
  );
}
