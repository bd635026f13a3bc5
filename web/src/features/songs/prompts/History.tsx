import { Button, Skeleton, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Schemas } from "@/api/client";
import { type Prompt, PROMPTS_PER_PAGE, usePromptSearch } from "@/api/prompts";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { FavoriteButton } from "@/components/FavoriteButton";
import { plural } from "@/components/format";
import { When } from "@/components/When";
import { attributeLine } from "./describe";
import { Filters } from "./Filters";
import { useFilter } from "./filter";
import classes from "./PromptsPage.module.css";

export function History() {
  const { filter, page, set, open, clear } = useFilter();
  const found = usePromptSearch(filter, (page - 1) * PROMPTS_PER_PAGE);
  const filtered = Object.values(filter).some((value) => value !== null);
  return (
    <>
      <Filters filter={filter} set={set} />
      {found.error && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton height={400} aria-label="Loading prompts" />}
      {found.data?.items.length === 0 && <Nothing hint={found.data.hint} filtered={filtered} clear={clear} />}
      {found.data && found.data.items.length > 0 && <Listing found={found.data} page={page} open={open} />}
    </>
  );
}

interface ListingProps {
  found: Pick<Schemas["FoundPrompts"], "items" | "total" | "total_capped">;
  page: number;
  open: (page: number) => void;
}

function Listing({ found: { items, total, total_capped }, page, open }: ListingProps) {
  const more = page * PROMPTS_PER_PAGE < total;
  return (
    <>
      <ul className={classes.list} data-testid="prompts">
        {items.map((prompt) => (
          <PromptRow key={prompt.id} prompt={prompt} />
        ))}
      </ul>
      <nav className={classes.pager} aria-label="Pages">
        <Text c="dimmed" data-testid="total">
          {plural(total, "prompt")}
          {total_capped && " or more"}
        </Text>
        {(page > 1 || more) && (
          <>
            <Button variant="default" disabled={page === 1} onClick={() => open(page - 1)}>
              Previous
            </Button>
            <Button variant="default" disabled={!more} onClick={() => open(page + 1)}>
              Next
            </Button>
          </>
        )}
      </nav>
    </>
  );
}

function PromptRow({ prompt: { id, text, attributes, created_at } }: { prompt: Prompt }) {
  return (
    <li className={classes.row} data-testid="prompt-row">
      <FavoriteButton kind="prompt" id={id} name={`prompt “${text}”`} />
      <div className={classes.what}>
        <p className={classes.text}>{text}</p>
        <p className={classes.facts}>
          <When instant={created_at} />
          <span>{attributeLine(attributes)}</span>
        </p>
      </div>
      <div className={classes.actions}>
        <Button
          component={Link}
          to={`/songs/jobs?q=${encodeURIComponent(text.slice(0, 200))}`}
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={`Jobs: “${text}”`}
        >
          Jobs
        </Button>
        <Button
          component={Link}
          to={`/songs/generate?prompt=${id}`}
          size="compact-sm"
          variant="default"
          aria-label={`Use again: “${text}”`}
          data-testid="use-again"
        >
          Use again
        </Button>
      </div>
    </li>
  );
}

function Nothing({ hint, filtered, clear }: { hint: string | null; filtered: boolean; clear: () => void }) {
  if (filtered)
    return (
      <EmptyState action={<Button variant="default" onClick={clear}>Show all prompts</Button>}>
        {hint ?? "No prompt is like that."}
      </EmptyState>
    );
  return (
    <EmptyState
      action={
        <Button component={Link} to="/songs/generate">
          Describe some music
        </Button>
      }
    >
      Here will be every prompt that was asked for, to be found and used again.
    </EmptyState>
  );
}
