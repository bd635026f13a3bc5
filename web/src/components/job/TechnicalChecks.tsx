import { Table, VisuallyHidden } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import type { Job } from "@/api/client";
import { audioQuery } from "@/api/queries";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { type Check, type CheckRow, checkRows, shown, verdict } from "./checks";
import classes from "./checks.module.css";

/** What was measured of each sample against its limit; it says nothing of how good the music is. */
export function TechnicalChecks({ job }: { job: Job }) {
  const gone = useStore(deletions);
  const found = useQueries({ queries: job.audio_ids.filter((id) => !isDeleted(gone, id)).map(audioQuery) });
  const audios = found.flatMap(({ data }) => data ?? []);
  const rows = checkRows(audios);
  if (!rows.length) return null;
  const { state, words } = verdict(rows);
  return (
    <details data-testid="technical-checks">
      <summary>
        Technical checks:{" "}
        <span className={classes.state} data-state={state} data-testid="checks-verdict">
          {words}
        </span>
      </summary>
      <ChecksTable labels={audios.map(({ label }) => label)} rows={rows} />
      <p className={classes.note}>Measured, not heard: these say nothing of how good the music is.</p>
    </details>
  );
}

function ChecksTable({ labels, rows }: { labels: string[]; rows: CheckRow[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="Technical checks" tabIndex={0}>
      <Table className={classes.table} verticalSpacing={4} horizontalSpacing={12} data-testid="checks-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Check</Table.Th>
            {labels.map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            <Table.Th>Limit</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, title, limit, found }) => (
            <Table.Tr key={name} data-check={name}>
              <Table.Th scope="row">{title}</Table.Th>
              {found.map((check, place) => (
                <Table.Td key={labels[place]}>{check ? <Found check={check} /> : "not checked"}</Table.Td>
              ))}
              <Table.Td className={classes.limit}>{limit}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const SAID = { pass: "within the limit: ", warn: "outside the limit: ", info: "" } as const;

function Found({ check }: { check: Check }) {
  return (
    <span className={classes.state} data-state={check.state}>
      <VisuallyHidden>{SAID[check.state]}</VisuallyHidden>
      {shown(check)}
    </span>
  );
}
