import { Button, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { deleteTemplate, type Template, templatesQuery, useChangeTemplate } from "@/api/templates";
import { removeLater } from "@/components/undo";
import { useTitle } from "@/components/useTitle";
import { attributeLine } from "./describe";
import { TemplateForm } from "./TemplateForm";
import { TemplateGroups } from "./TemplateGroups";
import classes from "./Templates.module.css";

/** Prompts to begin with: the system's, and one's own, which can be changed. */
export function TemplatesPage() {
  useTitle("Templates");
  const [search, setSearch] = useSearchParams();
  const [edited, setEdited] = useState<Template | null>(null);
  return (
    <>
      <Title order={1} mb={4}>
        Templates
      </Title>
      <p className={classes.lead}>
        Prompts to begin with. “Save as template” on <Link to="/songs/generate">Generate</Link> adds your own.
      </p>
      <TemplateGroups
        category={search.get("category")}
        show={(category) => setSearch(category ? { category } : {}, { replace: true })}
        row={(template) => <Row template={template} edit={() => setEdited(template)} />}
      />
      {edited && <EditTemplate template={edited} close={() => setEdited(null)} />}
    </>
  );
}

function Row({ template, edit }: { template: Template; edit: () => void }) {
  const { id, name, text, attributes, is_system } = template;
  return (
    <>
      <div className={classes.what}>
        <strong>{name}</strong>
        <span>{text}</span>
        <span className={classes.attributes}>{attributeLine(attributes)}</span>
      </div>
      <div className={classes.actions}>
        {!is_system && <OwnActions template={template} edit={edit} />}
        <Button
          component={Link}
          to={`/songs/generate?template=${id}`}
          size="compact-sm"
          variant="default"
          aria-label={`Use ${name}`}
          data-testid="template-use"
        >
          Use
        </Button>
      </div>
    </>
  );
}

function OwnActions({ template: { id, name }, edit }: { template: Template; edit: () => void }) {
  const client = useQueryClient();
  const remove = () =>
    removeLater({
      id,
      title: name,
      remove: () => deleteTemplate(id),
      settle: () => client.refetchQueries({ queryKey: templatesQuery.queryKey }),
    });
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" aria-label={`Edit ${name}`} onClick={edit}>
        Edit
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" aria-label={`Delete ${name}`} onClick={remove}>
        Delete
      </Button>
    </>
  );
}

function EditTemplate({ template, close }: { template: Template; close: () => void }) {
  const { id, name, category, text, attributes } = template;
  const changing = useChangeTemplate();
  return (
    <TemplateForm
      title="Edit template"
      initial={{ name, category, text }}
      attributes={attributes}
      save={(words) => changing.mutate({ id, ...words }, { onSuccess: close })}
      pending={changing.isPending}
      error={changing.error}
      close={close}
    />
  );
}
