import type { Engine } from "@/api/client";
import classes from "./GeneratePage.module.css";

/** Who makes the music and on what terms it may be used. */
export function EngineNotice({ engine }: { engine: Engine | undefined }) {
  if (!engine) return null;
  return (
    <p className={classes.notice} data-testid="engine-notice">
      {engine.available ? null : <strong>{engine.reason} </strong>}
      {engine.name} {engine.version}. {engine.licence_notice}
    </p>
  );
}
