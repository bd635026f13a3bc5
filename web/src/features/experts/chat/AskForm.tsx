import { ActionIcon, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from "react";
import { SendIcon, StopIcon } from "@/components/icons";
import { isEmbedded } from "./visitor";
import classes from "./chat.module.css";

export interface AskFormHandle {
  focus: () => void;
  fill: (text: string) => void;
}

interface Props {
  ref: Ref<AskFormHandle>;
  busy: boolean;
  ask: (query: string) => void;
  stop: () => void;
}

const MOST_LETTERS = 2_000;

/** Where the problem is described. Enter sends it, Shift and Enter begin a line, Escape stops the answer. */
export function AskForm({ ref, busy, ask, stop }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    fill: (next) => {
      setText(next);
      field.current?.focus();
    },
  }));
  const ready = text.trim() !== "" && !busy;
  const send = () => {
    if (!ready) return;
    ask(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && busy) return stop();
    // An Enter that ends the writing of a character is not one to send.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form className={classes.ask} onSubmit={onSubmit}>
      <Textarea
        ref={field}
        className={classes.field}
        size="md"
        aria-label="Your problem"
        placeholder="Describe your problem"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        maxLength={MOST_LETTERS}
        autosize
        minRows={1}
        maxRows={6}
        // A phone would open its keyboard, and a page around a frame would lose its own focus.
        autoFocus={!isEmbedded() && window.matchMedia("(pointer: fine)").matches}
        data-testid="chat-field"
      />
      {busy ? (
        <ActionIcon variant="default" size={40} aria-label="Stop" title="Stop (Escape)" onClick={stop} data-testid="chat-stop">
          <StopIcon />
        </ActionIcon>
      ) : (
        <ActionIcon type="submit" variant="filled" size={40} aria-label="Send" title="Send (Enter)" disabled={!ready} data-testid="chat-send">
          <SendIcon />
        </ActionIcon>
      )}
    </form>
  );
}
