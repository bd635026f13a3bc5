import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { type Draft, fromPrompt, toPrompt } from "./draft";
import { CopyLink } from "./CopyLink";
import { fillDraft } from "./fillDraft";
import classes from "./GeneratePage.module.css";

const TemplatesDrawer = lazy(() => import("../prompts/TemplatesDrawer"));
const SaveTemplate = lazy(() => import("../prompts/SaveTemplate"));

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
}

/** Begin from a template, or make one of what is written. */
export function PromptTools({ draft, change }: Props) {
  const [open, setOpen] = useState<"templates" | "save" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={classes.tools}>
      <Button size="compact-sm" variant="default" onClick={() => setOpen("templates")} data-testid="templates-open">
        Templates
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!draft.text.trim()}
        onClick={() => setOpen("save")}
        data-testid="template-save"
      >
        Save as template
      </Button>
      <CopyLink draft={draft} />
      <Suspense fallback={null}>
        {open === "templates" && (
          <TemplatesDrawer
            close={close}
            choose={(template) => {
              fillDraft(draft, fromPrompt(template), change, `“${template.name}” is filled in.`);
              close();
            }}
          />
        )}
        {open === "save" && <SaveTemplate prompt={toPrompt(draft)} close={close} />}
      </Suspense>
    </div>
  );
}
