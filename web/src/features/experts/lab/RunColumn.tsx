import { Anchor, Title } from "@mantine/core";
import { Link } from "react-router";
import type { LabExpert, LabRun } from "@/api/expertsLab";
import { percent } from "../share";
import { changeWords } from "./variants";
import common from "../experts.module.css";
import classes from "./lab.module.css";

/** Whom one run shows, in their order, and how that differs from now. */
export function RunColumn({ run, baseline }: { run: LabRun; baseline: boolean }) {
  const { name, type, top_match_score, experts, dropped, settings } = run;
  return (
    <div className={classes.run} data-testid="lab-run-column">
      <Title order={2}>{baseline ? "Now" : name}</Title>
      <p className={common.hint}>
        Best match {percent(top_match_score)}, threshold {settings.match_threshold}, learning{" "}
        {settings.learning ? "on" : "off"}
      </p>
      {type === "clarification" && <p className={common.quiet}>Asks back: nobody fits well enough.</p>}
      <ol className={classes.ranks}>
        {experts.map((expert) => (
          <Ranked key={expert.id} expert={expert} baseline={baseline} />
        ))}
      </ol>
      {dropped.map(({ id, name: gone, baseline_rank }) => (
        <p key={id} className={classes.dropped} data-testid="lab-dropped">
          <s>{gone}</s> <span className={classes.change} data-change="dropped">dropped from {baseline_rank}</span>
        </p>
      ))}
    </div>
  );
}

function Ranked({ expert, baseline }: { expert: LabExpert; baseline: boolean }) {
  const { id, name, job_title, share, cosine, boost, change } = expert;
  const facts = [
    `${percent(share)} of the words`,
    cosine === null ? null : `cosine ${cosine.toFixed(2)}`,
    boost ? `thumbs ${boost > 0 ? "+" : "−"}${percent(Math.abs(boost))}` : null,
  ];
  return (
    <li data-testid="lab-expert">
      <Anchor component={Link} to={`/experts/directory/${id}`} c="inherit" fw={500}>
        {name}
      </Anchor>{" "}
      {!baseline && (
        <span className={classes.change} data-change={change}>
          {changeWords(expert)}
        </span>
      )}
      <div className={common.hint}>{job_title}</div>
      <div className={common.hint}>{facts.filter(Boolean).join(" · ")}</div>
    </li>
  );
}
