import { Button, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import classes from "./CopyField.module.css";

interface Props {
  label: string;
  value: string;
  /** What to know before it is gone. */
  description?: string;
  "data-testid": string;
}

/** Something that is shown once, to be taken away. */
export function CopyField({ label, value, description, "data-testid": testId }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    input.current?.select();
    setCopied(await toClipboard(value));
  };
  return (
    <div className={classes.field}>
      <TextInput
        ref={input}
        className={classes.value}
        label={label}
        description={description}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        data-testid={testId}
      />
      <Button variant="default" onClick={() => void copy()} miw={88}>
        {copied ? "Copied" : "Copy"}
      </Button>
      <span role="status" className={classes.hint}>
        {copied === false && "This browser does not let the page copy: the text is selected, press Ctrl+C or ⌘C."}
      </span>
    </div>
  );
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https a page has no clipboard of its own; what is selected can be copied all the same.
    return document.execCommand("copy");
  }
}
