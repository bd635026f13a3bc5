import { Button } from "@mantine/core";
import { LockIcon, OutIcon } from "@/components/icons";
import { focusEmail } from "./EmailForm";
import { rateWords } from "../rate";
import type { ChatExpert } from "./visitorApi";
import classes from "./chat.module.css";

/** One person, with the words of the profile that the recommendation rests on. */
export function ExpertCard({ expert }: { expert: ChatExpert }) {
  const { id, name, title, company, hourly_rate, currency, why_them, evidence, locked, visit_url } = expert;
  return (
    <li className={classes.card} data-testid="expert-card" data-expert-id={id} data-locked={locked}>
      <div className={classes.cardHead}>
        <div className={classes.who}>
          <strong>{name}</strong>
          <span>{[title, company].filter(Boolean).join(" · ")}</span>
        </div>
        {hourly_rate !== null && <span className={classes.rate}>{rateWords(hourly_rate, currency)}</span>}
      </div>
      <Why words={why_them} evidence={evidence} />
      {locked && (
        <Button size="compact-md" variant="default" leftSection={<LockIcon />} onClick={focusEmail} data-testid="locked">
          Unlock the profile with your email
        </Button>
      )}
      {visit_url && (
        <Button
          component="a"
          href={visit_url}
          target="_blank"
          rel="noopener"
          size="compact-md"
          variant="light"
          rightSection={<OutIcon />}
          data-testid="profile"
        >
          View profile
        </Button>
      )}
    </li>
  );
}

/** The reason, and the passage that it rests on: within it where it quotes it, else below it. */
function Why({ words, evidence }: { words: string; evidence: string | null }) {
  const [before, after] = evidence ? words.split(evidence, 2) : [words];
  if (!evidence || after === undefined)
    return (
      <>
        <p className={classes.why}>{words}</p>
        {evidence && (
          <blockquote className={classes.evidence}>
            <span className={classes.source}>From the profile</span>
            <q data-testid="evidence">{evidence}</q>
          </blockquote>
        )}
      </>
    );
  return (
    <p className={classes.why}>
      {before}
      <span className={classes.passage} data-testid="evidence">
        {evidence}
      </span>
      {after}
    </p>
  );
}
