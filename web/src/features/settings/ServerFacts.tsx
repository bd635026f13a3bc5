import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { type System, useSystem } from "@/api/system";
import { ErrorNote } from "@/components/ErrorNote";
import { bytes, plural } from "@/components/format";
import classes from "./SettingsPage.module.css";

/** What the server says of itself, and no more. */
export function ServerFacts() {
  const { data, error, refetch } = useSystem(true);
  if (data) return <Facts system={data} />;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return <Skeleton height={188} mt={8} aria-label="Loading the facts of the server" />;
}

function Facts({ system }: { system: System }) {
  const { database, storage, disk_free_bytes: free } = system;
  return (
    <dl className={classes.facts} data-testid="server-facts">
      <Fact name="Version">
        Reprise {system.version}, Python {system.python}
      </Fact>
      <Fact name="Access">{system.auth}</Fact>
      <Fact name="Database" ok={database.ok}>
        {database.ok ? database.message : `${database.kind}: ${database.message}`}
      </Fact>
      <Fact name="Storage" ok={storage.ok}>
        {storage.kind}: {storage.message}
      </Fact>
      <Fact name="Storage used">{used(storage)}</Fact>
      {free !== null && <Fact name="Disk free">{bytes(free)}</Fact>}
      <Fact name="Workers" ok={system.workers.length > 0}>
        <Workers workers={system.workers} />
      </Fact>
      <Fact name="Engines">
        <ul className={classes.items}>
          {system.engines.map(({ name, version, available, reason }) => (
            <li key={name}>
              {name} {version}
              {!available && <span className={classes.bad}>: {reason}</span>}
            </li>
          ))}
        </ul>
      </Fact>
    </dl>
  );
}

function used({ audio_bytes: size, audio_files: files }: System["storage"]): string {
  if (size === null || files === null) return "unknown while the database does not answer";
  return `${bytes(size)} in ${plural(files, "sample")}`;
}

function Workers({ workers }: Pick<System, "workers">) {
  if (!workers.length) return "None is running: jobs wait. Start one with reprise worker.";
  return (
    <ul className={classes.items}>
      {workers.map(({ executor_id, host, engines, beat_age_seconds }) => (
        <li key={executor_id}>
          {executor_id} on {host}, {Object.keys(engines).join(", ") || "no engine"}; last seen{" "}
          {beat_age_seconds.toFixed(1)} s ago
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, ok = true, children }: { name: string; ok?: boolean; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-ok={ok}>
        {!ok && <strong className={classes.bad}>Not working. </strong>}
        {children}
      </dd>
    </>
  );
}
