import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Gap, useResolveGap } from "@/api/expertsAnalytics";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "../experts.module.css";

/** What was done about it, for whoever looks next. */
export function ResolveDialog({ gap, close }: { gap: Gap; close: () => void }) {
  const [note, setNote] = useState("");
  const resolve = useResolveGap();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resolve.mutate({ query_key: gap.query_key, note: note.trim() || null }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title="Resolve this gap" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="resolve-form">
        <p className={classes.prose}>“{gap.query}”</p>
        <Textarea
          label="What was done about it"
          placeholder="Asked two tax advisers to join."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={1_000}
          autosize
          minRows={2}
          maxRows={6}
          data-autofocus
          data-testid="resolve-note"
        />
        {resolve.error && <ErrorNote error={resolve.error} />}
        <Button type="submit" loading={resolve.isPending} style={{ alignSelf: "start" }} data-testid="resolve-save">
          Resolve
        </Button>
      </form>
    </Modal>
  );
}
