import { useEffect, useRef, useState } from "react";
import type { InterviewSession } from "@/api/interviews";
import { clock } from "@/components/format";
import common from "../interviews.module.css";
import classes from "./room.module.css";

const TICK_MS = 500;
const SOON_SECONDS = 60;

interface Props {
  session: InterviewSession;
  asOf: number;
  timeIsUp: () => void;
}

/** The server's clock of the session, carried on from when it was read; it stands still while paused. */
export function Clock({ session, asOf, timeIsUp }: Props) {
  const running = session.status === "active";
  const passed = useSeconds(asOf, running);
  const left = session.remaining_seconds === null ? null : Math.max(0, session.remaining_seconds - passed);
  const told = useRef(false);
  useEffect(() => {
    if (left !== 0 || session.time_is_up || told.current) return;
    told.current = true;
    timeIsUp();
  });
  const soon = left !== null && left <= SOON_SECONDS;
  return (
    <div className={classes.clock} data-soon={soon} role="timer" data-testid="clock">
      <span className={classes.time}>{clock(left === null ? session.elapsed_seconds + passed : Math.ceil(left))}</span>
      <span className={common.quiet}>
        {left === null ? "practised" : `left of ${session.minutes} min`}
        {!running && ", paused"}
      </span>
    </div>
  );
}

/** Seconds since `asOf` while the clock runs. */
function useSeconds(asOf: number, running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, [running]);
  return running ? Math.max(0, (now - asOf) / 1_000) : 0;
}
