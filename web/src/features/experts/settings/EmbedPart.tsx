import { Title } from "@mantine/core";
import { CopyField } from "@/components/CopyField";
import { ROOT } from "@/api/root";
import classes from "../experts.module.css";

/** The one line that puts the chat into another page. */
export const snippet = (origin: string) =>
  `<iframe src="${origin}${ROOT}/chat" title="Find an expert" style="width:100%;height:640px;border:0"></iframe>`;

/** How the chat gets into a page of one's own, and which pages may show it. */
export function EmbedPart() {
  return (
    <section className={classes.part} data-testid="embed">
      <Title order={2}>In a page of your own</Title>
      <p className={classes.lead}>
        Put this line where the chat should be. It needs no third-party cookies. Only sites that are named in{" "}
        <code className={classes.command}>REPRISE_EMBED_ORIGINS</code> may show it, such as{" "}
        <code className={classes.command}>https://www.example.org</code>; after a change there, start Reprise again.
      </p>
      <div className={classes.copy}>
        <CopyField label="Snippet" value={snippet(window.location.origin)} data-testid="embed-snippet" />
      </div>
    </section>
  );
}
