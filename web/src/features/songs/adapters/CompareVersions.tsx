import { Table } from "@mantine/core";
import type { AdapterVersion } from "@/api/adapters";
import { shown } from "@/components/parameters/parameters";
import { named } from "./deltas";
import classes from "./adapters.module.css";

const MOST = 6;

/** The newest versions side by side, what differs between neighbours marked. */
export function CompareVersions({ versions }: { versions: AdapterVersion[] }) {
  const compared = versions.filter(({ weights }) => !weights).slice(0, MOST).reverse();
  const names = named(compared);
  if (compared.length < 2 || !names.length) return null;
  return (
    <div className={classes.scroll} role="region" aria-label="Versions side by side" tabIndex={0}>
      <Table className={classes.matrix} withColumnBorders verticalSpacing={4} horizontalSpacing={12} data-testid="version-comparison">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Delta</Table.Th>
            {compared.map(({ id, number, is_active }) => (
              <Table.Th key={id} className={classes.number} scope="col">
                {number}
                {is_active && " (active)"}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name} data-delta={name}>
              <Table.Th scope="row" className={classes.delta}>
                {name}
              </Table.Th>
              {compared.map((version, place) => (
                <Value key={version.id} value={of(version, name)} before={of(compared[place - 1], name)} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const of = (version: AdapterVersion | undefined, name: string) => version && (version.parameters[name] ?? 0);

function Value({ value = 0, before }: { value: number | undefined; before: number | undefined }) {
  const changed = before !== undefined && before !== value;
  return (
    <Table.Td className={classes.number} data-changed={changed || undefined}>
      {shown(value, true)}
    </Table.Td>
  );
}
