import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { MOST_VARIANTS, useLab } from "@/api/expertsLab";
import { ErrorNote } from "@/components/ErrorNote";
import { useAddress } from "@/components/useAddress";
import { ExpertHead } from "../ExpertHead";
import { RunColumn } from "./RunColumn";
import { VariantFields } from "./VariantFields";
import { AS_IN_FORCE, toVariant, type VariantWords, variantName } from "./variants";
import common from "../experts.module.css";
import classes from "./lab.module.css";

/** What would change for a query if the chat went by something else. */
export function LabPage() {
  const [search, setSearch] = useAddress();
  const [query, setQuery] = useState(search.get("q") ?? "");
  const [variants, setVariants] = useState<VariantWords[]>([{ ...AS_IN_FORCE, match_threshold: 0.2 }]);
  const lab = useLab();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!query.trim()) return;
    setSearch(() => new URLSearchParams({ q: query.trim() }), { replace: true });
    lab.mutate({ query: query.trim(), variants: variants.map(toVariant) });
  };
  const change = (place: number, next: Partial<VariantWords>) =>
    setVariants((before) => before.map((words, at) => (at === place ? { ...words, ...next } : words)));
  return (
    <>
      <ExpertHead title="Lab" />
      <p className={common.lead}>
        Ask as a visitor would, and see beside what the chat answers now what it would answer if it went by something
        else. Nothing is changed and nothing is kept.
      </p>
      <form className={common.form} onSubmit={submit} data-testid="lab-form">
        <Textarea
          className={classes.query}
          label="Query"
          placeholder="Our cloud bill has doubled and nobody can say why"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={2}
          maxRows={6}
          data-testid="lab-query"
        />
        <div className={classes.variants}>
          {variants.map((words, place) => (
            <VariantFields
              key={place}
              name={variantName(place)}
              words={words}
              change={(next) => change(place, next)}
              remove={variants.length > 1 ? () => setVariants(variants.filter((_, at) => at !== place)) : null}
            />
          ))}
        </div>
        {lab.error && <ErrorNote error={lab.error} />}
        <div className={common.buttons}>
          <Button type="submit" disabled={!query.trim()} loading={lab.isPending} data-testid="lab-run">
            Compare
          </Button>
          {variants.length < MOST_VARIANTS && (
            <Button variant="default" onClick={() => setVariants([...variants, AS_IN_FORCE])} data-testid="lab-add">
              Another variant
            </Button>
          )}
        </div>
      </form>
      {lab.data && (
        <section className={classes.runs} aria-label="What comes of it" data-testid="lab-runs">
          <RunColumn run={lab.data.baseline} baseline />
          {lab.data.variants.map((run) => (
            <RunColumn key={run.name} run={run} baseline={false} />
          ))}
        </section>
      )}
    </>
  );
}
