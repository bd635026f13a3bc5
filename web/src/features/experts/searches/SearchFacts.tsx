import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { SearchDetail } from "@/api/expertsAnalytics";
import { exactly } from "@/components/format";
import { percent } from "../share";
import common from "../experts.module.css";
import classes from "./searches.module.css";

/** How the answer came about, and who asked. */
export function SearchFacts({ search }: { search: SearchDetail }) {
  const { created_at, response_type, top_match_score, answered_by, retrieval_settings, email, lead } = search;
  return (
    <section className={common.part}>
      <Title order={2}>Facts</Title>
      <dl className={classes.facts} data-testid="search-facts">
        <Fact name="Asked">{exactly(created_at)}</Fact>
        <Fact name="Answer">{response_type === "match" ? "experts" : "a question back"}</Fact>
        <Fact name="Best match">{percent(top_match_score)}</Fact>
        <Fact name="Written by">{answered_by}</Fact>
        <Fact name="Email">{email ?? lead?.email ?? "none given"}</Fact>
        <Fact name="Settings then">
          {Object.entries(retrieval_settings)
            .map(([name, value]) => `${name.replaceAll("_", " ")} ${JSON.stringify(value)}`)
            .join(", ")}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
