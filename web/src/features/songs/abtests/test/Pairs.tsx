import { Anchor, Button, Skeleton, Table } from "@mantine/core";
import { Link } from "react-router";
import { type AbPair, type AbTest, PAIRS_PER_PAGE, usePairs } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { Section } from "@/components/Section";
import { useAddress } from "@/components/useAddress";
import classes from "../abtests.module.css";

const AT = "pairs";

/** Behind a door: whoever looks at the jobs knows which side is which. */
export function Pairs({ test }: { test: AbTest }) {
  return (
    <Section title="Pairs" count={0} wrong={false} lazy data-testid="ab-pairs-open">
      <p className={classes.quiet}>The jobs behind each pair. If you still want to vote, do that first: here both sides have names.</p>
      <PairTable test={test} />
    </Section>
  );
}

function PairTable({ test }: { test: AbTest }) {
  const [search, change] = useAddress();
  const page = Math.max(1, Number(search.get(AT)) || 1);
  const { data, error, refetch } = usePairs(test, (page - 1) * PAIRS_PER_PAGE);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} aria-label="Loading the pairs" />;
  const open = (next: number) =>
    change((address) => {
      if (next > 1) address.set(AT, String(next));
      else address.delete(AT);
      return address;
    });
  return (
    <>
      <div className={classes.scroll} role="region" aria-label="Table of pairs" tabIndex={0}>
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12} data-testid="ab-pair-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Pair</Table.Th>
              <Table.Th>Prompt</Table.Th>
              <Table.Th>Seed</Table.Th>
              <Table.Th>A</Table.Th>
              <Table.Th>B</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((pair) => (
              <Row key={pair.id} pair={pair} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {data.total > PAIRS_PER_PAGE && (
        <nav className={classes.actions} aria-label="Pages of pairs">
          <Button variant="default" disabled={page === 1} onClick={() => open(page - 1)}>
            Previous
          </Button>
          <Button variant="default" disabled={page * PAIRS_PER_PAGE >= data.total} onClick={() => open(page + 1)}>
            Next
          </Button>
        </nav>
      )}
    </>
  );
}

function Row({ pair: { number, prompt, seed, state, a, b } }: { pair: AbPair }) {
  return (
    <Table.Tr data-testid="ab-pair" data-state={state}>
      <Table.Td>{number}</Table.Td>
      <Table.Td className={classes.question}>{prompt.text}</Table.Td>
      <Table.Td>{seed}</Table.Td>
      <SideCell side={a} />
      <SideCell side={b} />
    </Table.Tr>
  );
}

function SideCell({ side: { job_id, job_status, error } }: { side: AbPair["a"] }) {
  return (
    <Table.Td>
      {job_id ? (
        <Anchor component={Link} to={`/songs/jobs/${job_id}`} c="inherit">
          {job_status}
        </Anchor>
      ) : (
        <span className={classes.quiet}>no job</span>
      )}
      {error && <div className={classes.bad}>{error.message}</div>}
    </Table.Td>
  );
}
