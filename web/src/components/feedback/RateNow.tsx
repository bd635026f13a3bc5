import { ActionIcon, Popover, Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { TagIcon } from "@/components/icons";
import { rate, useOwnRows, useRating } from "./giving";
import { onRateKeys } from "./rateKeys";
import { Stars } from "./Stars";
import classes from "./RateNow.module.css";

const RateMenu = lazy(async () => ({ default: (await import("./RateMenu")).RateMenu }));

interface Props {
  audioId: string;
  /** How a person calls the sample: “sample A”. */
  name?: string;
  /** It takes ⇧1 to ⇧5 and `t` while it is shown: for the one place of what plays. */
  keys?: boolean;
}

/** Rate a sample as a whole at once; the other criteria, tags and notes are behind a button. */
export function RateNow({ audioId, name = "this sample", keys = false }: Props) {
  const client = useQueryClient();
  const [opened, open] = useState<"stars" | "tags" | null>(null);
  const value = useRating(audioId, "overall");
  const rateIt = useCallback(
    (stars: number) => void rate(client, { audioId, name }, "overall", stars),
    [client, audioId, name],
  );
  useEffect(() => open(null), [audioId]);
  useEffect(() => (keys ? onRateKeys({ rate: rateIt, tags: () => open("tags") }) : undefined), [keys, rateIt]);
  return (
    <div className={classes.rate} data-testid="rate-now" data-audio-id={audioId}>
      <Stars label={`Rating of ${name}`} value={value} onRate={rateIt} />
      <Popover
        opened={opened !== null}
        onChange={(shown) => open(shown ? "stars" : null)}
        position="bottom-start"
        width={340}
        middlewares={{ flip: true, shift: true, size: true }}
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <MoreButton audioId={audioId} name={name} press={() => open(opened ? null : "stars")} />
        </Popover.Target>
        <Popover.Dropdown aria-label={`More about ${name}`} className={classes.dropdown}>
          <Suspense fallback={<Skeleton height={420} aria-label="Loading" />}>
            <RateMenu target={{ audioId, name }} first={opened ?? "stars"} close={() => open(null)} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

interface MoreProps {
  audioId: string;
  name: string;
  press: () => void;
  ref?: React.Ref<HTMLButtonElement>;
}

/** Filled where this person has already said more than stars. */
function MoreButton({ audioId, name, press, ...target }: MoreProps) {
  const more = useOwnRows(audioId).some(({ tags, notes }) => tags.length > 0 || notes !== null);
  return (
    <ActionIcon
      {...target}
      variant="subtle"
      color={more ? "indigo" : "gray"}
      size={32}
      aria-label={`Criteria, tags and notes for ${name}`}
      title="Criteria, tags and notes"
      onClick={press}
      data-said={more}
      data-testid="rate-more"
    >
      <TagIcon filled={more} />
    </ActionIcon>
  );
}
