import type { Bucket, History } from "@/api/history";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { Lines } from "@/components/charts/Lines";
import { roundUp } from "@/components/charts/scale";
import { StackedBars } from "@/components/charts/StackedBars";
import { plural, span } from "@/components/format";

const GOOD = "var(--state-good)";
const BAD = "var(--state-bad)";
const IDLE = "var(--state-idle)";
const ACCENT = "var(--accent-text)";

const moment = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const when = ({ start }: Bucket) => moment.format(new Date(start));

function frame({ buckets, window_hours }: History) {
  const back = window_hours <= 24 ? `${window_hours} h ago` : `${Math.round(window_hours / 24)} d ago`;
  return { count: buckets.length, ends: [back, "now"] as [string, string] };
}

const sum = (buckets: Bucket[], of: (bucket: Bucket) => number) =>
  buckets.reduce((total, bucket) => total + of(bucket), 0);

/** How many jobs ended and how. */
export function OutcomeChart({ history }: { history: History }) {
  const { buckets } = history;
  const values = buckets.map(({ completed, failed, cancelled }) => [completed, failed, cancelled]);
  const most = Math.max(0, ...values.map(([a = 0, b = 0, c = 0]) => a + b + c));
  const max = roundUp(most);
  const words = (completed: number, failed: number, cancelled: number) =>
    `${completed} completed, ${failed} failed, ${cancelled} cancelled`;
  return (
    <ChartFrame
      {...frame(history)}
      title="Outcome"
      legend={[
        { name: "completed", color: GOOD },
        { name: "failed", color: BAD },
        { name: "cancelled", color: IDLE },
      ]}
      top={most ? plural(max, "job") : ""}
      describe={(index) => {
        const bucket = buckets[index]!;
        return `${when(bucket)}: ${words(bucket.completed, bucket.failed, bucket.cancelled)}`;
      }}
      summary={words(
        sum(buckets, ({ completed }) => completed),
        sum(buckets, ({ failed }) => failed),
        sum(buckets, ({ cancelled }) => cancelled),
      )}
    >
      {(chosen) => <StackedBars values={values} colors={[GOOD, BAD, IDLE]} max={max} chosen={chosen} />}
    </ChartFrame>
  );
}

/** How long jobs waited and how long they took, on average. */
export function TimesChart({ history }: { history: History }) {
  const { buckets } = history;
  const waits = buckets.map(({ average_wait_seconds }) => average_wait_seconds);
  const works = buckets.map(({ average_processing_seconds }) => average_processing_seconds);
  const most = Math.max(0, ...[...waits, ...works].map((value) => value ?? 0));
  const max = roundUp(most);
  const words = (wait: number | null, work: number | null) =>
    wait === null && work === null ? "nothing measured" : `waited ${length(wait)}, took ${length(work)}`;
  return (
    <ChartFrame
      {...frame(history)}
      title="Average time"
      legend={[
        { name: "waiting", color: IDLE },
        { name: "processing", color: ACCENT },
      ]}
      top={most ? length(max) : ""}
      describe={(index) => `${when(buckets[index]!)}: ${words(waits[index]!, works[index]!)}`}
      summary={words(mean(buckets, waits), mean(buckets, works))}
    >
      {(chosen) => <Lines values={[waits, works]} colors={[IDLE, ACCENT]} max={max} chosen={chosen} />}
    </ChartFrame>
  );
}

/** How much audio was made. */
export function YieldChart({ history }: { history: History }) {
  const { buckets, bucket_seconds } = history;
  const hours = bucket_seconds / 3_600;
  const rates = buckets.map(({ audio_seconds }) => audio_seconds / 60 / hours);
  const max = roundUp(Math.max(0, ...rates));
  const total = sum(buckets, ({ audio_seconds }) => audio_seconds);
  return (
    <ChartFrame
      {...frame(history)}
      title="Audio made"
      top={total ? `${max} min per hour` : ""}
      describe={(index) => `${when(buckets[index]!)}: ${rates[index]!.toFixed(1)} min of audio per hour`}
      summary={total ? `${span(total)} of audio in all` : "no audio was made"}
    >
      {(chosen) => (
        <StackedBars values={rates.map((rate) => [rate])} colors={[ACCENT]} max={max} chosen={chosen} />
      )}
    </ChartFrame>
  );
}

const length = (seconds: number | null) =>
  seconds === null ? "–" : seconds < 10 ? `${Number(seconds.toFixed(1))} s` : span(seconds);

/** Over all jobs, not over buckets: a bucket counts as much as it has completed jobs. */
function mean(buckets: Bucket[], values: (number | null)[]): number | null {
  const weights = buckets.map(({ completed }, index) => (values[index] === null ? 0 : completed));
  const weight = weights.reduce((total, one) => total + one, 0);
  if (!weight) return null;
  return values.reduce<number>((total, value, index) => total + (value ?? 0) * weights[index]!, 0) / weight;
}
