import { Anchor, Button, Table, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { type Gap, useReopenGap } from "@/api/expertsAnalytics";
import { plural } from "@/components/format";
import { When } from "@/components/When";
import cards from "@/components/RowCards.module.css";
import { percent } from "../share";
import { ResolveDialog } from "./ResolveDialog";
import common from "../experts.module.css";

export function GapTable({ gaps }: { gaps: Gap[] }) {
  const [resolving, setResolving] = useState<Gap | null>(null);
  return (
    <>
      <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="gaps">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Query</Table.Th>
            <Table.Th className={cards.number}>Searches</Table.Th>
            <Table.Th className={cards.number} title="How well the best of them fitted">
              Best match
            </Table.Th>
            <Table.Th className={cards.number}>Last</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {gaps.map((gap) => (
            <Row key={gap.query_key} gap={gap} resolve={() => setResolving(gap)} />
          ))}
        </Table.Tbody>
      </Table>
      {resolving && <ResolveDialog gap={resolving} close={() => setResolving(null)} />}
    </>
  );
}

function Row({ gap, resolve }: { gap: Gap; resolve: () => void }) {
  const { query, query_key, state, searches, clarifications, weak_matches, top_match_score, last_at, note } = gap;
  const reopen = useReopenGap();
  return (
    <Table.Tr data-testid="gap-row" data-state={state}>
      <Table.Td className={cards.wide}>
        <Anchor component={Link} to={`/experts/searches?${new URLSearchParams({ q: query })}`} c="inherit" fw={500}>
          {query}
        </Anchor>
        <div className={common.hint}>
          {[
            clarifications && `${clarifications} asked back`,
            weak_matches && plural(weak_matches, "weak match", "weak matches"),
            note,
          ]
            .filter(Boolean)
            .join(" · ")}
        </div>
      </Table.Td>
      <Table.Td className={cards.number} data-name="searches">
        {searches}
      </Table.Td>
      <Table.Td className={cards.number} data-name="best match">
        {percent(top_match_score)}
      </Table.Td>
      <Table.Td className={cards.number}>
        <When instant={last_at} />
      </Table.Td>
      <Table.Td className={cards.number}>
        {state === "open" ? (
          <Button size="compact-sm" variant="default" onClick={resolve} data-testid="gap-resolve">
            Resolve
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            loading={reopen.isPending}
            onClick={() => reopen.mutate(query_key)}
            title={reopen.error?.message}
            data-testid="gap-reopen"
          >
            Reopen
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
