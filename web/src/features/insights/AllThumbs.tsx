import { Button, Skeleton } from "@mantine/core";
import { KTO_URL, type ThumbCounts, type ThumbInsights, useThumbs } from "@/api/thumbs";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { roundUp } from "@/components/charts/scale";
import { StackedBars } from "@/components/charts/StackedBars";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { DownloadIcon } from "@/components/icons";
import classes from "./InsightsPage.module.css";

const DAYS = 30;
const COLORS = ["var(--wave-played)", "var(--wave)"];
const LEGEND = ["up", "down"].map((name, place) => ({ name, color: COLORS[place]! }));
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const when = ({ date }: { date: string }) => day.format(new Date(`${date}T00:00:00Z`));

/** Thumbs of all apps beside each other: those of a song are its overall stars. */
export function AllThumbs() {
  const { data, error, refetch } = useThumbs(DAYS);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={180} aria-label="Loading thumbs" />;
  return (
    <div data-testid="thumbs">
      <div className={classes.charts}>
        <App title="Songs (4 and 5 stars are up, 1 and 2 down)" data={data} of={({ songs }) => songs} />
        <App title="Experts" data={data} of={({ experts }) => experts} />
        {data.total.interviews && <App title="Interviews" data={data} of={({ interviews }) => interviews!} />}
      </div>
      <Button component="a" href={KTO_URL} download variant="default" size="compact-md" mt={8} leftSection={<DownloadIcon />} data-testid="kto">
        Thumbs of Experts for KTO training
      </Button>
    </div>
  );
}

interface Props {
  title: string;
  data: ThumbInsights;
  of: (counts: ThumbInsights["total"]) => ThumbCounts;
}

function App({ title, data: { series, total }, of }: Props) {
  const days = series.map((point) => counted(of(point)));
  const most = roundUp(Math.max(1, ...days.map(({ up, down }) => up + down)));
  return (
    <ChartFrame
      title={title}
      legend={LEGEND}
      top={plural(most, "thumb")}
      ends={[when(series[0]!), when(series.at(-1)!)]}
      count={series.length}
      summary={words(counted(of(total)))}
      describe={(index) => `${when(series[index]!)}: ${words(days[index]!)}`}
    >
      {(chosen) => <StackedBars values={days.map(({ up, down }) => [up, down])} colors={COLORS} max={most} chosen={chosen} />}
    </ChartFrame>
  );
}

/** What is nought may be left out. */
const counted = ({ up = 0, down = 0 }: ThumbCounts) => ({ up, down });

const words = ({ up, down }: Required<ThumbCounts>) =>
  up + down ? `${up} up, ${down} down, ${Math.round((100 * up) / (up + down))} % of ${plural(up + down, "thumb")} up` : "no thumbs";
