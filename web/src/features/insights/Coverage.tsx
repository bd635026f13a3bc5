import { Anchor, SegmentedControl, Skeleton } from "@mantine/core";
import { Link } from "react-router";
import { type CoverageState, type Insights, type Uncovered, useUncovered } from "@/api/insights";
import { ErrorNote } from "@/components/ErrorNote";
import { PlaySample } from "@/components/feedback/PlaySample";
import { RateNow } from "@/components/feedback/RateNow";
import { clock } from "@/components/format";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import type { Asked } from "./insightsQuery";
import classes from "./InsightsPage.module.css";

/** How much of the music was heard, rated and compared by anybody. */
export function CoverageFigures({ coverage: { samples, heard, rated, preferred } }: { coverage: Insights["coverage"] }) {
  return (
    <dl className={classes.coverage} data-testid="coverage">
      <Figure name="Samples" value={String(samples)} />
      <Figure name="Heard" value={share(heard, samples)} />
      <Figure name="Rated" value={share(rated, samples)} />
      <Figure name="Compared" value={share(preferred, samples)} />
    </dl>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const share = (part: number, whole: number) =>
  whole ? `${part} of ${whole} (${Math.round((100 * part) / whole)} %)` : "–";

const STATES = [
  { value: "unheard", label: "Nobody has heard" },
  { value: "unrated", label: "Nobody has rated" },
];

interface ListProps {
  asked: Asked;
  cursor: string | null;
  change: (state: CoverageState) => void;
}

/** The samples that still wait for somebody, to be played and rated right here. */
export function UncoveredList({ asked, cursor, change }: ListProps) {
  const { state } = asked;
  const { data, error, isPending, refetch } = useUncovered(state, asked, cursor);
  return (
    <div data-testid="uncovered">
      <SegmentedControl
        size="xs"
        aria-label="Samples that"
        data={STATES}
        value={state}
        onChange={(value) => change(value === "unrated" ? "unrated" : "unheard")}
        data-testid="uncovered-state"
      />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={480} mt={8} aria-label="Loading samples" />}
      {data && !data.items.length && <p className={classes.none}>{NONE[state]}</p>}
      {data && data.items.length > 0 && (
        <>
          <ul className={classes.uncovered}>
            {data.items.map((sample) => (
              <UncoveredRow key={sample.audio_id} sample={sample} />
            ))}
          </ul>
          <Pager page={data} one="sample" />
        </>
      )}
    </div>
  );
}

const NONE = {
  unheard: "Somebody has listened to every sample of this time.",
  unrated: "Somebody has rated every sample of this time.",
} as const;

function UncoveredRow({ sample: { audio_id, job_id, label, prompt_text, created_at, duration } }: { sample: Uncovered }) {
  return (
    <li className={classes.sample} data-testid="uncovered-row" data-audio-id={audio_id}>
      <PlaySample audioId={audio_id} name={`sample ${label} of “${prompt_text}”`} />
      <div>
        <Anchor component={Link} to={`/songs/jobs/${job_id}?sample=${label}`} c="inherit" className={classes.prompt}>
          {label} of “{prompt_text}”
        </Anchor>
        <div className={classes.facts}>
          <span>{clock(duration)}</span> <When instant={created_at} />
        </div>
      </div>
      <RateNow audioId={audio_id} name={`sample ${label}`} />
    </li>
  );
}
