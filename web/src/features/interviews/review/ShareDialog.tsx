import { Button, Modal, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type ShareLink, useCreateShareLink, useRevokeShareLink, useShareLinks } from "@/api/interviewFeedback";
import { absolute } from "@/components/absolute";
import { CopyField } from "@/components/CopyField";
import { ErrorNote } from "@/components/ErrorNote";
import { exactly } from "@/components/format";
import common from "../interviews.module.css";
import classes from "./review.module.css";

/** Links that let a coach read this session, and nothing else. */
export function ShareDialog({ sessionId, close }: { sessionId: string; close: () => void }) {
  const { data: links = [], error, refetch } = useShareLinks(sessionId);
  return (
    <Modal
      opened
      onClose={close}
      size={560}
      title="Share with a coach"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes.share}>
        <p className={common.quiet}>
          Whoever has the link reads the questions, your answers and the feedback of this session, without an account.
          They see neither your résumé nor your other sessions, and can change nothing.
        </p>
        <NewLink sessionId={sessionId} />
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        <ul className={common.list} data-testid="share-links">
          {links.map((link) => (
            <LinkRow key={link.id} sessionId={sessionId} link={link} />
          ))}
        </ul>
      </div>
    </Modal>
  );
}

function NewLink({ sessionId }: { sessionId: string }) {
  const [label, setLabel] = useState("");
  const [days, setDays] = useState<number | string>(30);
  const create = useCreateShareLink(sessionId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { expires_in_days: Number(days) || 30, ...(label.trim() && { label: label.trim() }) };
    create.mutate(body, { onSuccess: () => setLabel("") });
  };
  return (
    <>
      <form className={classes.inline} onSubmit={submit}>
        <TextInput
          label="Who is it for"
          placeholder="optional"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={120}
          data-autofocus
        />
        <NumberInput label="Days" value={days} onChange={setDays} min={1} max={365} w={88} allowDecimal={false} />
        <Button type="submit" loading={create.isPending} data-testid="share-create">
          Make a link
        </Button>
      </form>
      {create.error && <ErrorNote error={create.error} />}
      {create.data && (
        <CopyField
          label="Link"
          description="Copy it now: it is shown this once."
          value={absolute(create.data.path)}
          data-testid="share-once"
        />
      )}
    </>
  );
}

function LinkRow({ sessionId, link: { id, label, expires_at, revoked_at } }: { sessionId: string; link: ShareLink }) {
  const revoke = useRevokeShareLink(sessionId);
  const state = revoked_at ? "revoked" : Date.parse(expires_at) < Date.now() ? "expired" : `until ${exactly(expires_at)}`;
  return (
    <li className={common.row} data-testid="share-link">
      <div className={common.rowWhat}>
        {label ?? "Link"} <span className={common.hint}>{state}</span>
      </div>
      {revoke.error && <ErrorNote error={revoke.error} />}
      {!revoked_at && (
        <Button
          size="compact-sm"
          variant="default"
          loading={revoke.isPending}
          onClick={() => revoke.mutate(id)}
          aria-label={`Revoke ${label ?? "the link"}`}
          data-testid="share-revoke"
        >
          Revoke
        </Button>
      )}
    </li>
  );
}
