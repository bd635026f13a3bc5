import { Anchor, Title } from "@mantine/core";
import { Link } from "react-router";
import type { SearchDetail } from "@/api/expertsAnalytics";
import { plural } from "@/components/format";
import { rateWords } from "../rate";
import common from "../experts.module.css";
import classes from "./searches.module.css";

/** The cards as the visitor saw them, and which of them led to a profile. */
export function ShownExperts({ search: { experts, clicks } }: { search: SearchDetail }) {
  return (
    <section className={common.part}>
      <Title order={2}>Who was shown</Title>
      <ul className={classes.cards} data-testid="shown">
        {experts.map((expert) => (
          <Shown key={expert.id} expert={expert} clicks={clicks.filter(({ expert_id }) => expert_id === expert.id).length} />
        ))}
      </ul>
    </section>
  );
}

function Shown({ expert, clicks }: { expert: SearchDetail["experts"][number]; clicks: number }) {
  const { id, name, title, company, hourly_rate, currency, why_them, evidence, exists } = expert;
  const facts = [title, company, hourly_rate ? rateWords(hourly_rate, currency ?? null) : null].filter(Boolean);
  return (
    <li className={classes.card} data-testid="shown-expert">
      {exists ? (
        <Anchor component={Link} to={`/experts/directory/${id}`} c="inherit" fw={600}>
          {name}
        </Anchor>
      ) : (
        <span>
          <strong>{name}</strong> <span className={common.state}>deleted since</span>
        </span>
      )}
      <p className={common.hint}>{facts.join(" · ")}</p>
      {why_them && <p>{why_them}</p>}
      {evidence && !why_them?.includes(evidence) && (
        <p>
          <q>{evidence}</q>
        </p>
      )}
      {clicks > 0 && <p className={common.hint}>Profile opened {plural(clicks, "time")}</p>}
    </li>
  );
}
