import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { useWaveform } from "@/api/queries";
import { useStore } from "@/api/store";
import { PreferMenu } from "@/components/feedback/PreferMenu";
import { RateNow } from "@/components/feedback/RateNow";
import { clock } from "@/components/format";
import { adapterName } from "@/components/adapterName";
import { gain } from "./gain";
import { SideWave } from "./SideWave";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import type { ComparedSample } from "./useComparison";
import classes from "./ComparePage.module.css";

/** Every hidden side looks alike: silent, and as long as the longest. */
const FLAT: readonly number[] = Array<number>(1_024).fill(0);

interface Props {
  player: ComparisonPlayer;
  side: number;
  item: ComparedSample;
  letter: string;
  /** Nobody is to know which one it is. */
  hidden: boolean;
  /** The other samples of the same prompt. */
  others: { audioId: string; label: string }[];
}

/** One side: its letter makes it heard, its picture is on the time scale of all. */
export function SideRow({ player, side, item, letter, hidden, others }: Props) {
  const heard = useStore(player.state).side === side;
  const { data } = useWaveform(item.audio_id);
  const name = `side ${letter}`;
  return (
    <li className={classes.side} data-testid="side" data-letter={letter} data-heard={heard} data-audio-id={hidden ? undefined : item.audio_id}>
      <button
        type="button"
        className={classes.letter}
        aria-pressed={heard}
        aria-label={`Hear ${letter}`}
        onClick={() => player.choose(side)}
      >
        {letter}
      </button>
      {hidden ? (
        <SideWave player={player} letter={letter} duration={player.longest} peaks={FLAT} />
      ) : (
        <SideWave
          player={player}
          letter={letter}
          duration={item.metadata.duration}
          peaks={data?.peaks}
          heardOf={side}
          waveform={data}
        />
      )}
      <div className={classes.judge}>
        <RateNow audioId={item.audio_id} name={name} keys={heard} blind={hidden} />
        <PreferMenu target={{ audioId: item.audio_id, name }} others={others} />
      </div>
      <p className={classes.facts}>{hidden ? <Hidden /> : <Origin item={item} />}</p>
    </li>
  );
}

/** As long as the other line is high, so that nothing jumps at the reveal. */
const Hidden = () => <span>Hidden until you reveal it</span>;

function Origin({ item: { metadata, gain_db, ...item } }: { item: ComparedSample }) {
  return (
    <>
      <Anchor component={Link} to={`/songs/jobs/${metadata.job_id}`} className={classes.origin} fz={12}>
        {metadata.label} of “{metadata.prompt.text}”
      </Anchor>
      <span>
        {metadata.engine}
        {item.adapter && `, adapter ${adapterName(item.adapter)}`}
      </span>
      <span>{clock(metadata.duration)}</span>
      <span title="What brings it to the loudness of the quietest">{gain(gain_db)}</span>
      <span>seed {metadata.seed}</span>
    </>
  );
}
