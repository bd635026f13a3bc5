import { useQueries } from "@tanstack/react-query";
import type { Audio, Job } from "@/api/client";
import { audioQuery } from "@/api/queries";
import { useStore } from "@/api/store";
import { bytes, level } from "@/components/format";
import { deletions, isDeleted } from "@/components/deletions";
import { TechnicalTable } from "./TechnicalTable";

/** What was measured of the samples of a job; closed until somebody wants it. */
export function TechnicalFacts({ job }: { job: Job }) {
  const gone = useStore(deletions);
  const found = useQueries({ queries: job.audio_ids.filter((id) => !isDeleted(gone, id)).map(audioQuery) });
  const audios = found.flatMap(({ data }) => data ?? []);
  if (!audios.length) return null;
  return (
    <details data-testid="technical-facts">
      <summary>Technical facts</summary>
      <TechnicalTable
        columns={audios.map(({ id, label }) => ({ id, label }))}
        rows={technicalRows(audios)}
      />
    </details>
  );
}

/** One row a fact, one value a sample. */
export function technicalRows(audios: Audio[]): [string, string[]][] {
  const row = (name: string, value: (audio: Audio) => string): [string, string[]] => [name, audios.map(value)];
  return [
    row("Duration", ({ duration }) => `${duration.toFixed(3)} s`),
    row("Loudness", ({ loudness }) => level(loudness, "LUFS")),
    row("True peak", ({ true_peak }) => level(true_peak, "dBTP")),
    row("Clipped values", ({ clipped_samples }) => String(clipped_samples)),
    row("Format", ({ sample_rate, channels, codec }) => `${codec.toUpperCase()}, ${sample_rate} Hz, ${channels} ch`),
    row("Size", (audio) => bytes(audio.bytes)),
    row("Seed", ({ seed }) => String(seed)),
    row("Parameters", ({ parameters }) => pairs(parameters)),
    row("Engine", ({ engine, engine_version }) => `${engine} ${engine_version}`),
    row("SHA-256", ({ sha256 }) => sha256),
  ];
}

const pairs = (values: Record<string, unknown>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ") || "none";
