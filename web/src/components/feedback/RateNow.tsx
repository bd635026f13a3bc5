import { ActionIcon, Popover, Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { TagIcon } from "@/components/icons";
import { rate, useOwnRows, useRating } from "./giving";
import { onRateKeys } from "./rateKeys";
import { Stars } from "./Stars";
import { useBlindStars } from "./useBlindStars";
import classes from "./RateNow.module.css";

const RateMenu = lazy(async () => ({ default: (await import("./RateMenu")).RateMenu }));

interface Props {
  audioId: string;
  /** How a person calls the sample: “sample A”. */
  name?: string;
  /** It takes ⇧1 to ⇧5 and `t` while it is shown: for the one place of what plays. */
  keys?: boolean;
  /** Nothing that was said earlier is shown: it would say which sample this is. */
  blind?: boolean;
}

/** Rate a sample as a whole at once; the other criteria, tags and notes are behind a button. */
export function RateNow({ audioId, name = "this sample", keys = false, blind = false }: Props) {
  const client = useQueryClient();
  const [opened, open] = useState<"stars" | "tags" | null>(null);
  const stars = useBlindStars(audioId, blind);
  const { given } = stars;
  const value = stars.seen("overall", useRating(audioId, "overall"));
  const rateIt = useCallback(
    (count: number) => {
      given("overall", count);
      void rate(client, { audioId, name }, "overall", count);
    },
    [client, audioId, name, given],
  );
  useEffect(() => open(null), [audioId, blind]);
  useEffect(() => (keys ? onRateKeys({ rate: rateIt, tags: () => open("tags") }) : undefined), [keys, rateIt]);
  return (
    <div className={classes.rate} data-testid="rate-now" data-audio-id={blind ? undefined : audioId}>
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
          <MoreButton audioId={audioId} name={name} blind={blind} press={() => open(opened ? null : "stars")} />
        </Popover.Target>
        <Popover.Dropdown aria-label={`Feedback on ${name}`} className={classes.dropdown}>
          <Suspense fallback={<Skeleton height={420} aria-label="Loading" />}>
            <RateMenu target={{ audioId, name }} stars={stars} first={opened ?? "stars"} close={() => open(null)} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

interface MoreProps {
  audioId: string;
  name: string;
  blind: boolean;
  press: () => void;
  ref?: React.Ref<HTMLButtonElement>;
}

/** Filled where this person has already said more than stars. */
function MoreButton({ audioId, name, blind, press, ...target }: MoreProps) {
  const said = useOwnRows(audioId).some(({ tags, notes }) => tags.length > 0 || notes !== null);
  const more = said && !blind;
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
