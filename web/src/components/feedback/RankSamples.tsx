import { Button, NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { CRITERIA, type Criterion } from "@/api/feedback";
import { postRanking } from "@/api/giveFeedback";
import { CRITERION_WORDS } from "./criteria";
import { giveAll } from "./giving";
import { initialOrder, inWords, type Order } from "./ranking";
import { PlaySample } from "./PlaySample";
import { RankingList } from "./RankingList";
import classes from "./JobFeedbackPanel.module.css";

const CHOICES = CRITERIA.map((value) => ({ value, label: CRITERION_WORDS[value] }));

interface Props {
  /** Two to eight samples of one prompt. */
  samples: { audioId: string; label: string }[];
  close: () => void;
}

/** Put samples into an order; it is kept as all the pairs that it is made of. */
export function RankSamples({ samples, close }: Props) {
  const client = useQueryClient();
  const [order, setOrder] = useState<Order>(() => initialOrder(samples.map(({ audioId }) => audioId)));
  const [moved, setMoved] = useState(false);
  const move = (next: Order) => {
    setOrder(next);
    setMoved(true);
  };
  const [criterion, setCriterion] = useState<Criterion>("overall");
  const [sending, setSending] = useState(false);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    void section.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const nameOf = (id: string) => samples.find(({ audioId }) => audioId === id)?.label ?? "?";
  const save = async () => {
    setSending(true);
    const target = { audioId: order[0]![0]!, name: "the order" };
    const body = { order: order.map((place) => [...place]), rating_criterion: criterion };
    const kept = await giveAll(client, target, async () => (await postRanking(body)).items, `Kept the order: ${inWords(order, nameOf)}`);
    setSending(false);
    if (kept) close();
  };
  return (
    <section ref={section} className={classes.rank} aria-label="Rank the samples" data-testid="rank">
      <p className={classes.hint}>
        Drag the best to the top; drop one onto another if they are equally good. With the keyboard: ↑ and ↓. They
        begin in the order of their letters.
      </p>
      <RankingList
        order={order}
        onChange={move}
        nameOf={nameOf}
        besides={(id) => <PlaySample audioId={id} name={`sample ${nameOf(id)}`} />}
      />
      <div className={classes.rankFoot}>
        <NativeSelect
          size="xs"
          aria-label="Ranked by"
          data={CHOICES}
          value={criterion}
          onChange={({ currentTarget: { value } }) => setCriterion(value as Criterion)}
        />
        <Button size="compact-md" loading={sending} onClick={() => void save()} data-testid="rank-save">
          {moved ? "Save the order" : "Their letters are my order"}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={close}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
