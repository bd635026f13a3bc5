import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { SampleFeedback } from "@/api/feedback";
import { useStore } from "@/api/store";
import { plural } from "@/components/format";
import { removed } from "@/components/undo";
import { detailAverages, shownAverage } from "./criteria";
import { PreferMenu } from "./PreferMenu";
import { RateNow } from "./RateNow";
import { SaidRow } from "./SaidRow";
import { StarsShown } from "./Stars";
import classes from "./JobFeedbackPanel.module.css";

const SHOWN = 5;

interface Props {
  sample: SampleFeedback;
  all: SampleFeedback[];
  jobId: string;
}

/** What was said of one sample, and the place to say something oneself. */
export function SampleFeedbackCard({ sample, all, jobId }: Props) {
  const { audio_id, label, average_rating, averages } = sample;
  const target = { audioId: audio_id, name: `sample ${label}` };
  const others = all.filter((other) => other.audio_id !== audio_id).map((other) => ({ audioId: other.audio_id, label: other.label }));
  const details = detailAverages(averages);
  return (
    <li className={classes.card} data-testid="sample-feedback" data-audio-id={audio_id} data-label={label}>
      <div className={classes.cardHead}>
        <h3 className={classes.sampleName}>Sample {label}</h3>
        <StarsShown value={average_rating} />
      </div>
      {details.length > 0 && (
        <p className={classes.averages} data-testid="averages">
          {details.map(([name, average]) => (
            <span key={name}>
              {name} {shownAverage(average)}
            </span>
          ))}
        </p>
      )}
      <div className={classes.own}>
        <span className={classes.ownLabel}>Your rating</span>
        <RateNow audioId={audio_id} name={target.name} />
        <PreferMenu target={target} others={others} />
      </div>
      <SaidList sample={sample} all={all} jobId={jobId} />
    </li>
  );
}

function SaidList({ sample: { audio_id, label, feedback, more, total_feedback }, all, jobId }: Props) {
  const gone = useStore(removed);
  const [open, setOpen] = useState(false);
  const rows = feedback.filter(({ id }) => !gone.has(id));
  const labelOf = (id: string) => all.find((other) => other.audio_id === id)?.label;
  if (!rows.length) return <p className={classes.nothing}>Nothing was said of it yet.</p>;
  return (
    <>
      <ul className={classes.rows}>
        {rows.slice(0, open ? undefined : SHOWN).map((said) => (
          <SaidRow key={said.id} said={said} jobId={jobId} audioId={audio_id} label={label} labelOf={labelOf} />
        ))}
      </ul>
      {!open && rows.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => setOpen(true)} data-testid="said-more">
          Show {rows.length - SHOWN} more
        </Button>
      )}
      {open && more && (
        <Anchor component={Link} to={`/songs/feedback?audio=${audio_id}`}>
          All {plural(total_feedback, "record")} of sample {label}
        </Anchor>
      )}
    </>
  );
}
