import { Badge, Button, Skeleton, Table, Title, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type Adapter, type AdapterVersion, useAdapterVersions } from "@/api/adapters";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import { Activate } from "./Activate";
import { CompareVersions } from "./CompareVersions";
import { changes } from "./deltas";
import { rated } from "./figures";
import classes from "./adapters.module.css";

const AT = "versions";

interface Props {
  adapter: Adapter;
  /** Whether versions are made with sliders. */
  byHand: boolean;
}

export function Versions({ adapter, byHand }: Props) {
  const [search] = useSearchParams();
  const page = useAdapterVersions(adapter.id, search.get(AT));
  const [chosen, setChosen] = useState<AdapterVersion | null>(null);
  const open = adapter.deleted_at === null;
  const add = byHand && open && (
    <Button component={Link} to={`/songs/adapters/${adapter.id}/new`} variant="default" size="compact-sm" data-testid="version-new">
      New version
    </Button>
  );
  return (
    <section aria-labelledby="versions">
      <div className={classes.sectionHead}>
        <Title order={2} id="versions" fz="md">
          Versions
        </Title>
        {add}
      </div>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={160} aria-label="Loading versions" />}
      {page.data?.items.length === 0 && (
        <EmptyState>It has no version yet, so nothing can be generated with it. Make one, then activate it.</EmptyState>
      )}
      {page.data && page.data.items.length > 0 && (
        <>
          <VersionTable versions={page.data.items} activate={open ? setChosen : null} />
          <CompareVersions versions={page.data.items} />
          <Pager page={page.data} one="version" at={AT} />
        </>
      )}
      {chosen && <Activate adapter={adapter} version={chosen} close={() => setChosen(null)} />}
    </section>
  );
}

interface TableProps {
  versions: AdapterVersion[];
  activate: ((version: AdapterVersion) => void) | null;
}

function VersionTable({ versions, activate }: TableProps) {
  return (
    <div className={classes.scroll} role="region" aria-label="List of versions" tabIndex={0}>
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12} data-testid="versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th className={classes.action}>
              <VisuallyHidden>Active, or activate it</VisuallyHidden>
            </Table.Th>
            <Table.Th>What it changes</Table.Th>
            <Table.Th className={classes.number}>Jobs</Table.Th>
            <Table.Th className={classes.number}>Rating</Table.Th>
            <Table.Th className={classes.created}>Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <Table.Tr key={version.id} data-testid="version-row" data-number={version.number}>
              <Table.Td className={classes.created}>{version.number}</Table.Td>
              <Table.Td className={classes.action}>
                {version.is_active && <Badge miw="max-content" data-testid="is-active">Active</Badge>}
                {!version.is_active && activate && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Activate version ${version.number}`}
                    onClick={() => activate(version)}
                    data-testid="activate"
                  >
                    Activate
                  </Button>
                )}
              </Table.Td>
              <Table.Td className={classes.changes}>{changes(version)}</Table.Td>
              <Table.Td className={classes.number}>{version.figures.jobs}</Table.Td>
              <Table.Td className={classes.number}>{rated(version.figures)}</Table.Td>
              <Table.Td className={classes.created}>
                <When instant={version.created_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
