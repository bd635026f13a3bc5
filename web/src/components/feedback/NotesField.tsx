import { Textarea } from "@mantine/core";
import { useState } from "react";

const MAX_NOTES = 4_000;
const COUNTED_FROM = 3_500;

interface Props {
  value: string;
  onChange: (notes: string) => void;
}

/** Notes, with the room that is left as soon as it gets short; what finds no room is said. */
export function NotesField({ value, onChange }: Props) {
  const [cut, setCut] = useState(false);
  const change = (text: string) => {
    setCut(text.length > MAX_NOTES);
    onChange(text.slice(0, MAX_NOTES));
  };
  return (
    <Textarea
      label="Notes"
      description={value.length >= COUNTED_FROM ? `${value.length.toLocaleString()} of ${MAX_NOTES.toLocaleString()} characters` : null}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={cut && `Notes end at ${MAX_NOTES.toLocaleString()} characters. What came after is left out.`}
      inputWrapperOrder={["label", "input", "description", "error"]}
      errorProps={{ role: "alert" }}
      autosize
      minRows={2}
      maxRows={5}
      data-testid="notes"
    />
  );
}
