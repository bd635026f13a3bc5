import { Title } from "@mantine/core";
import type { SearchDetail } from "@/api/expertsAnalytics";
import common from "../experts.module.css";
import classes from "./searches.module.css";

/** The conversation up to the answer, in its order. */
export function Talk({ search: { history, query, narrative } }: { search: SearchDetail }) {
  const said = [...history, { role: "user", content: query }, { role: "assistant", content: narrative }];
  return (
    <section className={common.part}>
      <Title order={2}>What was said</Title>
      <ol className={classes.talk} data-testid="talk">
        {said.map(({ role, content }, place) => (
          <li key={place} data-role={role}>
            {content}
          </li>
        ))}
      </ol>
    </section>
  );
}
