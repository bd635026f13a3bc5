import { Anchor, Title } from "@mantine/core";
import { Link } from "react-router";
import { useTitle } from "@/components/useTitle";
import classes from "./abtests.module.css";

/** What docs/abtests.md says at length, for whoever reads a result. */
export function MethodPage() {
  useTitle("How a blind test is decided");
  return (
    <article className={classes.method}>
      <Title order={1}>How a blind test is decided</Title>
      <p>
        People hear two pieces that were made from the same prompt with the same seed, one by each side, and say which one they
        prefer. Left and right are drawn anew for every person and pair. Names are told after the vote, never before.
      </p>
      <Title order={2}>Two claims</Title>
      <ul>
        <li>
          <strong>The people who voted</strong> prefer one side. Every vote counts. One person with a clear taste can decide this
          alone, and it says nothing about anybody else.
        </li>
        <li>
          <strong>People like them, in general,</strong> would prefer it on average. Every person counts once, by the share of their
          votes, when they have judged twelve pairs or all there are. It takes at least eight people.
        </li>
      </ul>
      <p>Neither says that the difference is large. The interval says how large it may be.</p>
      <Title order={2}>Why you may look as often as you like</Title>
      <p>
        Whoever looks at a p-value after every vote and stops when it is small will find a difference between two equal sides sooner
        or later. Here the evidence is kept like the purse of somebody who bets on a difference, in a game that is fair if there is
        none. The chance that the purse ever grows twentyfold is at most 1 in 20, however often one looks. At 20 : 1 it is decided;
        that is when the interval leaves the middle. A decision stays.
      </p>
      <Title order={2}>Which votes count</Title>
      <p>
        “About the same” and “both bad” are counted apart and are evidence for neither side. Who votes again on a pair replaces the
        earlier vote; since names were known by then, such votes are marked.
      </p>
      <Title order={2}>Where it stops</Title>
      <ul>
        <li>Who can recognise a side by its sound is not blind.</li>
        <li>It holds for the prompts that were heard, and for people like those who voted.</li>
        <li>Whoever opens a link for several people more than once, each time in another browser, counts as several people.</li>
        <li>To invite friends of one side until it is decided is not covered.</li>
        <li>Of several tests each errs for itself, in up to 5 % of all cases.</li>
      </ul>
      <p>
        <Anchor component={Link} to="/songs/ab-tests" underline="always">
          To the A/B tests
        </Anchor>
      </p>
    </article>
  );
}
