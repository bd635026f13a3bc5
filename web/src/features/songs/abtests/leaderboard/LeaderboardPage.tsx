import { Button, NativeSelect, SegmentedControl, Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import { useLeaderboard } from "@/api/abtests";
import { CRITERIA, type Criterion } from "@/api/feedback";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { plural } from "@/components/format";
import { useAddress } from "@/components/useAddress";
import { useTitle } from "@/components/useTitle";
import { grouped } from "./grouped";
import { StandingTable } from "./StandingTable";
import classes from "../abtests.module.css";

type By = "adapter" | "version";
const BY = [
  { value: "adapter", label: "Adapters" },
  { value: "version", label: "Versions" },
];
const CRITERION_OPTIONS = CRITERIA.map((value) => ({ value, label: CRITERION_WORDS[value] }));

/** All blind votes together: who beats whom, and how sure that is. */
export function LeaderboardPage() {
  useTitle("Leaderboard");
  const { by, criterion, change } = useAsked();
  const { data, error, isPending, refetch } = useLeaderboard(by, criterion);
  const groups = grouped(data?.items ?? []);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1}>Leaderboard</Title>
        <div className={classes.actions} role="search" aria-label="What is ranked">
          <SegmentedControl size="xs" aria-label="What is ranked" data={BY} value={by} onChange={(value) => change("by", value)} />
          <NativeSelect
            size="xs"
            aria-label="Criterion"
            data={CRITERION_OPTIONS}
            value={criterion}
            onChange={({ currentTarget: { value } }) => change("criterion", value)}
            data-testid="leaderboard-criterion"
          />
        </div>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={320} aria-label="Loading the leaderboard" />}
      {data && !groups.length && <Nothing criterion={criterion} />}
      {data && groups.length > 0 && (
        <>
          <p className={classes.quiet}>
            From {plural(data.votes, "blind vote")}. The dot is the chance of being preferred to an average one, the line where that
            chance lies with 95 % certainty; many votes of few people make lines too short.
          </p>
          {groups.map((standings, place) => (
            <StandingTable key={standings[0]!.group} standings={standings} title={titleOf(place, groups.length)} />
          ))}
        </>
      )}
    </div>
  );
}

const titleOf = (place: number, count: number) =>
  count === 1 ? null : place === 0 ? "Compared with each other" : "Not compared with those above by any chain of votes";

function useAsked() {
  const [search, setSearch] = useAddress();
  const change = (name: string, value: string) =>
    setSearch((address) => {
      address.set(name, value);
      return address;
    });
  const by: By = search.get("by") === "version" ? "version" : "adapter";
  const criterion: Criterion = CRITERIA.find((one) => one === search.get("criterion")) ?? "overall";
  return { by, criterion, change };
}

function Nothing({ criterion }: { criterion: Criterion }) {
  const action = (
    <Button component={Link} to="/songs/ab-tests">
      Go to the A/B tests
    </Button>
  );
  return (
    <EmptyState action={action}>
      {criterion === "overall"
        ? "Here will be all adapters in the order in which people prefer them, with how sure that is. It comes from the votes of blind tests; there are none yet."
        : `No blind test has been judged by ${CRITERION_WORDS[criterion].toLowerCase()} yet.`}
    </EmptyState>
  );
}
