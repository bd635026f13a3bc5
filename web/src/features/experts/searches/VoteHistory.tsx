import { Title } from "@mantine/core";
import type { SearchDetail } from "@/api/expertsAnalytics";
import { When } from "@/components/When";
import { VoteMark } from "./SearchTable";
import common from "../experts.module.css";
import classes from "./searches.module.css";

/** Every post of the visitor; only the newest counts. */
export function VoteHistory({ votes }: Pick<SearchDetail, "votes">) {
  return (
    <section className={common.part}>
      <Title order={2}>Thumbs</Title>
      {votes.length ? (
        <ul className={classes.votes} data-testid="votes">
          {votes.map(({ id, vote, reasons, comment, counts, created_at }) => (
            <li key={id} data-testid="vote" data-counts={counts}>
              <VoteMark vote={vote} />
              <span>{[...reasons, comment].filter(Boolean).join(" · ")}</span>
              <span className={common.hint}>
                {counts ? "counts" : "replaced"} · <When instant={created_at} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={common.quiet}>The visitor gave no thumb.</p>
      )}
    </section>
  );
}
