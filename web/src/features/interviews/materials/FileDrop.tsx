import { type DragEvent, type ReactNode, useId, useState } from "react";
import common from "../interviews.module.css";
import classes from "./materials.module.css";

interface Props {
  /** What the button says. */
  label: string;
  /** Which files are taken, as an `accept` attribute. */
  accept: string;
  take: (file: File) => void;
  disabled?: boolean;
  children: ReactNode;
  "data-testid": string;
}

/** A file, chosen or dropped. */
export function FileDrop({ label, accept, take, disabled = false, children, "data-testid": testId }: Props) {
  const [over, setOver] = useState(false);
  const id = useId();
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !disabled) take(file);
  };
  return (
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={hover}
      onDragEnter={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-testid={testId}
    >
      <input
        id={id}
        type="file"
        className={classes.dropInput}
        accept={accept}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file can be chosen again after it was corrected.
          currentTarget.value = "";
          if (file) take(file);
        }}
      />
      <label htmlFor={id} className={classes.dropButton}>
        {label}
      </label>
      <span className={common.quiet}>{children}</span>
    </div>
  );
}
