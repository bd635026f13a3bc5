import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { CRITERIA, type FeedbackFilter, type FeedbackItem } from "@/api/feedback";
import { useMe } from "@/api/queries";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { JobChoice } from "./JobChoice";
import { TagChoice } from "./TagChoice";
import { isNarrowed, NOTHING } from "./feedbackQuery";
import classes from "./FeedbackPage.module.css";

export type Change = (change: Partial<FeedbackFilter>) => void;

interface Props {
  filter: FeedbackFilter;
  change: Change;
  /** What is listed: its authors can be chosen. */
  items: FeedbackItem[];
}

const STARS = [5, 4, 3, 2, 1];
const RATINGS = [
  { value: "", label: "Any rating" },
  ...STARS.map((stars) => ({ value: String(stars), label: "★".repeat(stars) + "☆".repeat(5 - stars) })),
  ...[4, 3, 2].map((stars) => ({ value: `${stars}+`, label: `${stars} stars or more` })),
];
const BY_CRITERION = [
  { value: "", label: "Any criterion" },
  ...CRITERIA.map((value) => ({ value, label: CRITERION_WORDS[value] })),
];

export function FeedbackFilters({ filter, change, items }: Props) {
  return (
    <div className={classes.filters} role="search" aria-label="Filter feedback">
      <JobChoice jobId={filter.job_id} change={change} />
      <RatingChoice filter={filter} change={change} />
      <NativeSelect
        size="xs"
        aria-label="Criterion"
        data={BY_CRITERION}
        value={filter.criterion ?? ""}
        onChange={({ currentTarget: { value } }) =>
          change({ criterion: CRITERIA.find((known) => known === value) ?? null })
        }
        data-testid="criterion-filter"
      />
      <TagChoice tag={filter.tag} change={change} />
      <AuthorChoice author={filter.author} change={change} items={items} />
      <Days filter={filter} change={change} />
      <Checkbox
        size="xs"
        label="Only what counts"
        title="Without what its author has replaced by something newer"
        checked={filter.effective ?? false}
        onChange={({ currentTarget: { checked } }) => change({ effective: checked || null })}
        data-testid="effective-filter"
      />
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={classes.showAll}
        data-off={!isNarrowed(filter)}
        onClick={() => change(NOTHING)}
        data-testid="filters-clear"
      >
        Show all
      </Button>
    </div>
  );
}

type One = Omit<Props, "items">;

function RatingChoice({ filter: { rating, rating_min }, change }: One) {
  const choose = (value: string) => {
    const stars = parseInt(value, 10) || null;
    change(value.endsWith("+") ? { rating: null, rating_min: stars } : { rating: stars, rating_min: null });
  };
  return (
    <NativeSelect
      size="xs"
      aria-label="Rating"
      data={RATINGS}
      value={rating ? String(rating) : rating_min ? `${rating_min}+` : ""}
      onChange={({ currentTarget: { value } }) => choose(value)}
      data-testid="rating-filter"
    />
  );
}

function AuthorChoice({ author, change, items }: { author: string | null } & Pick<Props, "change" | "items">) {
  const { data: me } = useMe();
  const names = new Map(items.map(({ author: { id, name } }) => [id, name ?? "somebody who left"]));
  if (author && !names.has(author)) names.set(author, "one person");
  if (me) names.set(me.id, "You");
  const data = [{ value: "", label: "Anybody" }, ...[...names].map(([value, label]) => ({ value, label }))];
  return (
    <NativeSelect
      size="xs"
      aria-label="Author"
      data={data}
      value={author ?? ""}
      onChange={({ currentTarget: { value } }) => change({ author: value || null })}
      data-testid="author-filter"
    />
  );
}

function Days({ filter: { date_from, date_to }, change }: One) {
  return (
    <span className={classes.days}>
      <TextInput
        size="xs"
        type="date"
        aria-label="Said from"
        value={date_from ?? ""}
        max={date_to ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ date_from: value || null })}
        data-testid="from-filter"
      />
      to
      <TextInput
        size="xs"
        type="date"
        aria-label="Said until"
        value={date_to ?? ""}
        min={date_from ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ date_to: value || null })}
        data-testid="to-filter"
      />
    </span>
  );
}
