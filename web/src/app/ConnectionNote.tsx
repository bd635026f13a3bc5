import { useEffect, useState } from "react";
import { connection } from "@/api/connection";
import { useStore } from "@/api/store";
import classes from "./Shell.module.css";

// A reconnect that succeeds at once is nobody's business.
const PATIENCE_MS = 1_500;

/** Says that the server is gone, and vanishes by itself when it is back. */
export function ConnectionNote() {
  const lost = useStore(connection) === "lost";
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = window.setTimeout(() => setShown(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status" data-testid="connection">
      {shown && (
        <p className={classes.note}>
          The server does not answer. What you see may be old; this page goes on by itself when it is back.
        </p>
      )}
    </div>
  );
}
