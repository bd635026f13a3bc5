import { ActionIcon } from "@mantine/core";
import { useState } from "react";
import { ThumbIcon } from "@/components/icons";
import type { Turn } from "./conversation";
import { DownvoteDialog } from "./DownvoteDialog";
import type { Vote } from "./visitorApi";
import classes from "./chat.module.css";

interface Props {
  turn: Turn;
  vote: (turn: Turn, vote: Vote) => void;
  explain: (turn: Turn, reasons: string[], comment: string | null) => void;
}

/** Whether this result helped. It counts at once; a thumb down then asks why. */
export function Thumbs({ turn, vote, explain }: Props) {
  const [asked, setAsked] = useState(false);
  const [thanks, setThanks] = useState(false);
  const press = (next: Vote) => {
    if (turn.vote === next) return;
    vote(turn, next);
    setThanks(false);
    setAsked(next === "down");
  };
  const send = (reasons: string[], comment: string | null) => {
    explain(turn, reasons, comment);
    setAsked(false);
    setThanks(true);
  };
  return (
    <div className={classes.thumbs} role="group" aria-label="Did this help?" data-testid="thumbs">
      <span>Did this help?</span>
      <Thumb up pressed={turn.vote === "up"} press={() => press("up")} />
      <Thumb up={false} pressed={turn.vote === "down"} press={() => press("down")} />
      <span role="status" className={classes.thanks}>
        {thanks && "Thank you, that helps."}
      </span>
      {asked && <DownvoteDialog send={send} close={() => setAsked(false)} />}
    </div>
  );
}

function Thumb({ up, pressed, press }: { up: boolean; pressed: boolean; press: () => void }) {
  const label = up ? "Thumb up" : "Thumb down";
  return (
    <ActionIcon
      variant={pressed ? "light" : "subtle"}
      color={pressed ? "indigo" : "gray"}
      size={40}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={press}
      data-testid={up ? "thumb-up" : "thumb-down"}
    >
      <ThumbIcon up={up} />
    </ActionIcon>
  );
}
