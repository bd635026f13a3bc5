import { Anchor, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useGenerate } from "@/api/mutations";
import { useEngines } from "@/api/queries";
import { JobPanel } from "@/components/job/JobPanel";
import { rememberOwn } from "@/components/ownJobs";
import { sessionStore } from "@/components/sessionStore";
import { useTitle } from "@/components/useTitle";
import { GenerateForm } from "./GenerateForm";
import { toOrder, useDraft } from "./draft";
import { LATEST } from "./latest";
import { PromptTools } from "./PromptTools";
import { useAddressFill } from "./useAddressFill";
import classes from "./GeneratePage.module.css";

export function GeneratePage() {
  useTitle("Generate");
  const [draft, change] = useDraft();
  useAddressFill(draft, change);
  const generate = useGenerate();
  const { data: engines = [] } = useEngines();
  const [latest, setLatest] = useState(() => sessionStore.read(LATEST));
  const show = (jobId: string | null) => {
    sessionStore.write(LATEST, jobId);
    setLatest(jobId);
  };
  const submit = () => {
    generate.mutate(toOrder(draft, engines), {
      onSuccess: ({ id }) => {
        rememberOwn(id);
        show(id);
      },
    });
  };
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Generate</Title>
        <PromptTools draft={draft} change={change} />
      </div>
      <GenerateForm
        draft={draft}
        engines={engines}
        change={change}
        submit={submit}
        pending={generate.isPending}
        error={generate.error}
        latest={latest}
      />
      {latest && <Latest jobId={latest} fresh={generate.data?.id === latest} drop={() => show(null)} />}
    </>
  );
}

interface LatestProps {
  jobId: string;
  fresh: boolean;
  drop: () => void;
}

function Latest({ jobId, fresh, drop }: LatestProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (fresh) section.current?.scrollIntoView({ block: "nearest" });
  }, [jobId, fresh]);
  return (
    <section ref={section} className={classes.latest} aria-labelledby="latest">
      <Title order={2} id="latest" className={classes.latestTitle}>
        Latest job
        <Anchor component={Link} to={`/songs/jobs/${jobId}`} fw={400} fz="md" data-testid="latest-link">
          Open its page
        </Anchor>
      </Title>
      <JobPanel key={jobId} jobId={jobId} onDeleted={drop} onGone={drop} />
    </section>
  );
}
