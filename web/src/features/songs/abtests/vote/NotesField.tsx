import { Textarea } from "@mantine/core";

const MAX_NOTES = 4_000;

export function NotesField({ value, change }: { value: string; change: (notes: string) => void }) {
  return (
    <Textarea
      label="Notes"
      placeholder="What made the difference? Optional."
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      maxLength={MAX_NOTES}
      autosize
      minRows={1}
      maxRows={5}
      data-testid="vote-notes"
    />
  );
}
