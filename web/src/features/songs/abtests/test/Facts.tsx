import type { AbTest } from "@/api/abtests";
import { When } from "@/components/When";
import { plural, span } from "@/components/format";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { adapterWords } from "../words";
import classes from "../abtests.module.css";

/** What was asked for; both sides are pinned at a version. */
export function Facts({ test }: { test: AbTest }) {
  const { a, b, engine, prompts, pairs_per_prompt, criterion, duration, seed, min_listen_ms, created_at, owner } = test;
  const facts = [
    `A: ${adapterWords(a)}`,
    `B: ${adapterWords(b)}`,
    engine,
    `${plural(prompts.length, "prompt")} × ${plural(pairs_per_prompt, "pair")}`,
    `${span(duration)} each`,
    `seed ${seed}`,
    `judged by ${CRITERION_WORDS[criterion].toLowerCase()}`,
    `heard for at least ${min_listen_ms / 1_000} s a side`,
  ];
  return (
    <p className={classes.figures} data-testid="ab-facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      <span>
        begun <When instant={created_at} />
        {owner.name && ` by ${owner.name}`}
      </span>
    </p>
  );
}
