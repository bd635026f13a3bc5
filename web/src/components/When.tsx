import { useEffect, useState } from "react";
import { ago, exactly } from "./format";

const EVERY_MS = 30_000;

/** How long ago, kept true while it is looked at; the exact time is in the tooltip. */
export function When({ instant }: { instant: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <time dateTime={instant} title={exactly(instant)}>
      {ago(instant, Math.max(now, Date.parse(instant)))}
    </time>
  );
}
