import { Table, Title } from "@mantine/core";
import type { AbResults } from "@/api/abtests";
import { adapterWords } from "../words";
import { percent } from "./figures";
import classes from "../abtests.module.css";

/** Where the preference comes from; few votes say little, so no claim is made. */
export function PromptResults({ results: { prompts, a, b } }: { results: AbResults }) {
  return (
    <div>
      <Title order={3} className={classes.claimTitle}>
        By prompt
      </Title>
      <div className={classes.scroll} role="region" aria-label="Results by prompt" tabIndex={0}>
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12} data-testid="ab-by-prompt">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Prompt</Table.Th>
              <Table.Th className={classes.number}>{adapterWords(a)}</Table.Th>
              <Table.Th className={classes.number}>{adapterWords(b)}</Table.Th>
              <Table.Th className={classes.number}>Same</Table.Th>
              <Table.Th className={classes.number}>Both bad</Table.Th>
              <Table.Th className={classes.number}>Share of {adapterWords(b)}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {prompts.map((prompt) => (
              <Table.Tr key={prompt.prompt_id}>
                <Table.Td className={classes.question}>{prompt.text}</Table.Td>
                <Table.Td className={classes.number}>{prompt.a}</Table.Td>
                <Table.Td className={classes.number}>{prompt.b}</Table.Td>
                <Table.Td className={classes.number}>{prompt.ties}</Table.Td>
                <Table.Td className={classes.number}>{prompt.both_bad}</Table.Td>
                <Table.Td className={classes.number}>{prompt.win_rate === null ? "–" : percent(prompt.win_rate)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
