import { Button, Checkbox, Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Lead, useDeleteLead } from "@/api/expertsAnalytics";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "../experts.module.css";

/** For good and on somebody's request: so it asks. */
export function DeleteLeadDialog({ lead, close }: { lead: Lead; close: () => void }) {
  const [everywhere, setEverywhere] = useState(true);
  const remove = useDeleteLead();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate({ id: lead.id, everywhere }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title="Delete this lead for good" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="lead-delete-form">
        <p className={classes.prose}>
          {lead.email} is forgotten, and the profiles that it opened are locked again. This cannot be undone.
        </p>
        <Checkbox
          label="Also take the email off their searches and thumbs"
          checked={everywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
          data-testid="lead-everywhere"
        />
        {remove.error && <ErrorNote error={remove.error} />}
        <div className={classes.buttons}>
          <Button type="submit" color="red.9" loading={remove.isPending} data-testid="lead-delete-confirm">
            Delete
          </Button>
          <Button variant="default" onClick={close}>
            Keep
          </Button>
        </div>
      </form>
    </Modal>
  );
}
