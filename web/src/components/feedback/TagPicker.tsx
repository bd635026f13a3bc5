import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type Tag, useTags } from "@/api/feedback";

const SETTLE_MS = 150;
const MOST_TAGS = 20;
const MOST_LETTERS = 64;

interface Props {
  value: string[];
  onChange: (tags: string[]) => void;
  /** The tag that is not ended yet. */
  typed: string;
  onType: (typed: string) => void;
  autoFocus?: boolean;
  label?: string;
}

/** Tags of the vocabulary, found by their letters, and free ones. */
export function TagPicker({ value, onChange, typed, onType, autoFocus = false, label = "Tags" }: Props) {
  const [words] = useDebouncedValue(typed.trim(), SETTLE_MS);
  const { data: tags = [], error } = useTags(words);
  return (
    <TagsInput
      label={label}
      description="Enter or a comma ends a tag; your own are welcome."
      data={grouped(tags.filter(({ tag }) => !value.includes(tag)))}
      // The server has looked for the words, also in what is stored.
      filter={({ options }) => options}
      value={value}
      onChange={(next) => onChange([...new Set(next.map(asTag))].filter(Boolean))}
      searchValue={typed}
      onSearchChange={(text) => onType(text.slice(0, MOST_LETTERS))}
      maxTags={MOST_TAGS}
      error={error?.message}
      comboboxProps={{ withinPortal: false, middlewares: { flip: true, shift: true } }}
      maxDropdownHeight={180}
      data-autofocus={autoFocus || undefined}
      data-testid="tag-picker"
    />
  );
}

/** As the server writes them: “Good melody” is good_melody. */
export const asTag = (text: string) => text.trim().toLowerCase().replace(/\s+/g, "_");

function grouped(tags: Tag[]) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { tag, label, group, builtin } of tags) {
    const name = builtin && group ? group[0]!.toUpperCase() + group.slice(1) : "Also in use";
    groups.set(name, [...(groups.get(name) ?? []), { value: tag, label }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
