import { SegmentedControl, Select, Skeleton, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { type Template, useTemplates } from "@/api/templates";
import { useStore } from "@/api/store";
import { ErrorNote } from "@/components/ErrorNote";
import { removed } from "@/components/undo";
import classes from "./Templates.module.css";

// More than these do not fit beside each other.
const BESIDE = 6;

interface Props {
  /** Null: all categories. */
  category: string | null;
  show: (category: string | null) => void;
  row: (template: Template) => ReactNode;
}

/** Templates under their categories; one's own come first, also in each. */
export function TemplateGroups({ category, show, row }: Props) {
  const { data, error, refetch, isPending } = useTemplates();
  const gone = useStore(removed);
  const there = data?.filter(({ id }) => !gone.has(id)) ?? [];
  const names = categories(there);
  const chosen = names.find((name) => name === category) ?? null;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={400} aria-label="Loading templates" />;
  return (
    <>
      <CategoryChoice names={names} chosen={chosen} show={show} />
      {(chosen ? [chosen] : names).map((name) => (
        <section key={name} className={classes.group} data-testid="template-group">
          <Title order={2} c="dimmed" fw={500}>
            {name}
          </Title>
          <ul className={classes.list}>
            {there
              .filter((template) => template.category === name)
              .sort(ownFirst)
              .map((template) => (
                <li key={template.id} className={classes.row} data-testid="template">
                  {row(template)}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const ownFirst = (one: Template, other: Template) =>
  Number(one.is_system) - Number(other.is_system) || one.name.localeCompare(other.name);

/** Those in which one has something of one's own come first. */
function categories(templates: Template[]): string[] {
  const own = new Set(templates.filter(({ is_system }) => !is_system).map(({ category }) => category));
  const all = [...new Set(templates.map(({ category }) => category))].sort((one, other) => one.localeCompare(other));
  return [...all.filter((name) => own.has(name)), ...all.filter((name) => !own.has(name))];
}

interface ChoiceProps {
  names: string[];
  chosen: string | null;
  show: (category: string | null) => void;
}

function CategoryChoice({ names, chosen, show }: ChoiceProps) {
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const data = [{ value: "", label: "All" }, ...names.map((name) => ({ value: name, label: name }))];
  const shared = { "aria-label": "Category", data, value: chosen ?? "" };
  if (narrow || names.length > BESIDE)
    return <Select {...shared} onChange={(name) => show(name || null)} allowDeselect={false} w={200} />;
  return <SegmentedControl {...shared} size="xs" onChange={(name) => show(name || null)} />;
}
