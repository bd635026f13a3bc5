import { Button, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "@/api/client";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Estimate } from "@/components/Estimate";
import { JobState } from "@/components/job/JobState";
import { LiveProgress } from "@/components/job/LiveProgress";
import { useTitle } from "@/components/useTitle";
import { JOBS } from "./examples";
import { Ratings } from "./Ratings";
import { State } from "./State";
import { Waveforms } from "./Waveforms";
import classes from "./GalleryPage.module.css";

/** Every state of the parts that the page is made of. */
export function GalleryPage() {
  useTitle("Components");
  return (
    <>
      <Title order={1}>Components</Title>
      <p className={classes.lead}>Every state of the parts of this page. All that is shown here is an example.</p>
      <Part title="Waveform and player">
        <p className={classes.lead}>
          A click plays: the player opens at the foot of the page, where it loops and switches between these.
        </p>
        <Waveforms />
      </Part>
      <Part title="State of a job">
        {JOBS.map(([name, job]) => (
          <State key={name} name={name}>
            <JobState job={job} />
          </State>
        ))}
      </Part>
      <Part title="Progress">
        {JOBS.filter(([, { status }]) => status === "queued" || status === "processing").map(([name, job]) => (
          <State key={name} name={name}>
            <LiveProgress job={{ ...job, prompt_text: name }} />
          </State>
        ))}
      </Part>
      <Part title="Rating">
        <Ratings />
      </Part>
      <Part title="Number with uncertainty">
        <Numbers />
      </Part>
      <Part title="Empty">
        <State name="With the first action">
          <EmptyState action={<Button>Describe some music</Button>}>Here will be what was asked for.</EmptyState>
        </State>
        <State name="Without">
          <EmptyState>Nothing matches.</EmptyState>
        </State>
      </Part>
      <Part title="Error">
        <Errors />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

function Numbers() {
  const share: [number, number] = [0, 100];
  return (
    <>
      <State name="A share">
        <Estimate of={{ value: 62.3, margin: 8.7 }} unit="%" basis="38 votes" scale={share} />
      </State>
      <State name="A narrow interval">
        <Estimate of={{ value: 51.84, margin: 0.93 }} unit="%" basis="11,204 votes" scale={share} />
      </State>
      <State name="An interval over the edge">
        <Estimate of={{ value: 91, margin: 17 }} unit="%" basis="6 votes" scale={share} />
      </State>
      <State name="A mean">
        <Estimate of={{ value: 3.912, margin: 0.24 }} basis="57 ratings" scale={[1, 5]} />
      </State>
      <State name="Below zero">
        <Estimate of={{ value: -0.51, margin: 0.3 }} unit="dB" basis="20 samples" scale={[-2, 2]} />
      </State>
      <State name="Without a margin">
        <Estimate of={{ value: 4, margin: null }} basis="1 rating" scale={[1, 5]} />
      </State>
      <State name="Nothing yet">
        <Estimate of={null} basis="0 votes" />
      </State>
    </>
  );
}

const REFUSED = new ApiError(409, { code: "TEMPLATE_NAME_TAKEN", message: "There is a template of that name already." });
const AWAY = new ApiError(0, {
  code: "UNREACHABLE",
  message: "The server does not answer. Check that it is running; nothing was changed.",
});

function Errors() {
  return (
    <>
      <State name="Refused">
        <ErrorNote error={REFUSED} onRetry={() => undefined} />
      </State>
      <State name="Worth another try">
        <ErrorNote error={AWAY} onRetry={() => undefined} />
      </State>
    </>
  );
}
