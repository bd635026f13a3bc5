import { Anchor, Checkbox, Table, VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import type { ComparedJob, ExperimentComparison } from "@/api/experiments";
import { JobState } from "@/components/job/JobState";
import { rating } from "./figures";
import { settingName, settingValue } from "./settings";
import classes from "./experiments.module.css";

const OVERALL = "overall";

interface Props {
  comparison: ExperimentComparison;
  ticked: ReadonlySet<string>;
  tick: (ticked: ReadonlySet<string>) => void;
}

/** One row a job: what differs stands out, behind it what people said. */
export function ComparisonTable({ comparison: { items, differs }, ticked, tick }: Props) {
  const criteria = [...new Set(items.flatMap(({ averages }) => Object.keys(averages)))].filter((one) => one !== OVERALL);
  return (
    <div className={classes.scroll} role="region" aria-label="Table of the jobs" tabIndex={0}>
      <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12} data-testid="job-comparison">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VisuallyHidden>Chosen</VisuallyHidden>
            </Table.Th>
            <Table.Th>Job</Table.Th>
            {differs.map((setting) => (
              <Table.Th key={setting} className={classes.differs} data-differs={setting}>
                {settingName(setting)}
              </Table.Th>
            ))}
            <Table.Th className={classes.number}>Rating</Table.Th>
            {criteria.map((criterion) => (
              <Table.Th key={criterion} className={classes.number}>
                {settingName(`parameters.${criterion}`)}
              </Table.Th>
            ))}
            <Table.Th className={classes.number}>Feedback</Table.Th>
            <Table.Th
              className={classes.number}
              title="Preferred over samples of the other jobs, not preferred, and as good"
            >
              Won, lost, tied
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row key={item.job.id} item={item} differs={differs} criteria={criteria} ticked={ticked} tick={tick} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps extends Omit<Props, "comparison"> {
  item: ComparedJob;
  differs: string[];
  criteria: string[];
}

function Row({ item: { job, averages, feedback_count, preferences }, differs, criteria, ticked, tick }: RowProps) {
  const { wins, losses, ties } = preferences;
  return (
    <Table.Tr data-testid="compared-job" data-job-id={job.id}>
      <Table.Td>
        <Checkbox
          aria-label={`Choose the job of seed ${job.seed}`}
          checked={ticked.has(job.id)}
          onChange={() => tick(toggled(ticked, job.id))}
          data-testid="tick"
        />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/songs/jobs/${job.id}`} c="inherit">
          <JobState job={job} />
        </Anchor>
      </Table.Td>
      {differs.map((setting) => (
        <Table.Td key={setting} className={classes.differs} data-setting={setting}>
          {settingValue(job, setting)}
        </Table.Td>
      ))}
      <Table.Td className={classes.number}>{rating(averages[OVERALL])}</Table.Td>
      {criteria.map((criterion) => (
        <Table.Td key={criterion} className={classes.number}>
          {rating(averages[criterion])}
        </Table.Td>
      ))}
      <Table.Td className={classes.number}>{feedback_count}</Table.Td>
      <Table.Td className={classes.number}>{wins + losses + ties ? `${wins}, ${losses}, ${ties}` : "–"}</Table.Td>
    </Table.Tr>
  );
}

function toggled(ticked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(id)) next.add(id);
  return next;
}
