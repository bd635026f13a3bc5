import { Drawer } from "@mantine/core";
import { useState } from "react";
import type { Template } from "@/api/templates";
import { attributeLine } from "./describe";
import { TemplateGroups } from "./TemplateGroups";
import classes from "./Templates.module.css";

interface Props {
  choose: (template: Template) => void;
  close: () => void;
}

/** Pick a template for what is being written. */
export default function TemplatesDrawer({ choose, close }: Props) {
  const [category, setCategory] = useState<string | null>(null);
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="md"
      title="Templates"
      closeButtonProps={{ "aria-label": "Close" }}
      transitionProps={{ duration: 100 }}
      data-testid="templates-drawer"
    >
      <TemplateGroups
        category={category}
        show={setCategory}
        row={(template) => (
          <button type="button" className={classes.pick} onClick={() => choose(template)} data-testid="template-pick">
            <strong>{template.name}</strong>
            <span>{template.text}</span>
            <span className={classes.attributes}>{attributeLine(template.attributes)}</span>
          </button>
        )}
      />
    </Drawer>
  );
}
