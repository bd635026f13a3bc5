import { Skeleton, Title } from "@mantine/core";
import { useExpertSettings } from "@/api/expertSettings";
import { ErrorNote } from "@/components/ErrorNote";
import { ExpertHead } from "../ExpertHead";
import { EmbedPart } from "./EmbedPart";
import { SettingRow } from "./SettingRow";
import classes from "../experts.module.css";

/** How the chat gets into other pages, and what it goes by; each value says where it comes from. */
export function SettingsPage() {
  const { data, error, refetch, isPending } = useExpertSettings();
  return (
    <>
      <ExpertHead title="Chat settings" />
      <EmbedPart />
      <section className={classes.part}>
        <Title order={2}>What the chat goes by</Title>
        <p className={classes.lead}>
          A change counts from the next question on.
          {data && !data.can_edit && " Only an administrator may change anything here."}
        </p>
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton height={640} aria-label="Loading settings" />}
        {data?.items.map((setting) => (
          <SettingRow key={setting.name} setting={setting} mayChange={data.can_edit} />
        ))}
      </section>
    </>
  );
}
