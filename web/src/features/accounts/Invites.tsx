import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { type Invite, useCreateInvite, useInvites, useRevokeInvite } from "@/api/accounts";
import { absolute } from "@/components/absolute";
import { CopyField } from "@/components/CopyField";
import { ErrorNote } from "@/components/ErrorNote";
import { exactly, plural } from "@/components/format";
import { Pager } from "@/components/Pager";
import classes from "./accounts.module.css";

const ROLES = [
  { value: "member", label: "Member" },
  { value: "rater", label: "Rater" },
];

const AT = "invites";

/** Where the page of invites begins that the address asks for. */
export const useInvitesCursor = () => useSearchParams()[0].get(AT);

/** Links that let people make an account. */
export function Invites() {
  const { data, error, refetch } = useInvites(useInvitesCursor());
  return (
    <>
      <p className={classes.lead}>An invite is a link that you send yourself; whoever opens it makes their own account.</p>
      <NewInvite />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <ul className={classes.list} data-testid="invites">
        {data?.items.map((invite) => <InviteRow key={invite.id} invite={invite} />)}
      </ul>
      {data && data.total > 0 && <Pager page={data} one="invite" at={AT} />}
    </>
  );
}

function NewInvite() {
  const [role, setRole] = useState<"member" | "rater">("member");
  const [uses, setUses] = useState<number | string>(1);
  const [days, setDays] = useState<number | string>(7);
  const [note, setNote] = useState("");
  const create = useCreateInvite();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { role, max_uses: Number(uses) || 1, days: Number(days) || 7, ...(note.trim() && { note: note.trim() }) };
    create.mutate(body, { onSuccess: () => setNote("") });
  };
  return (
    <>
      <form className={classes.inline} onSubmit={submit}>
        <TextInput
          label="Who is it for"
          placeholder="optional"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={200}
        />
        <NativeSelect
          label="Role"
          data={ROLES}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as "member" | "rater")}
        />
        <NumberInput label="People" value={uses} onChange={setUses} min={1} max={1_000} w={88} allowDecimal={false} />
        <NumberInput label="Days" value={days} onChange={setDays} min={1} max={90} w={88} allowDecimal={false} />
        <Button type="submit" loading={create.isPending} data-testid="invite-create">
          Make a link
        </Button>
      </form>
      {create.error && <ErrorNote error={create.error} />}
      {create.data && (
        <div className={classes.once} role="status">
          <CopyField
            label="Invite link"
            description={`Copy it now: it is shown this once. It works until ${exactly(create.data.expires_at)}.`}
            value={absolute(create.data.link)}
            data-testid="invite-once"
          />
        </div>
      )}
    </>
  );
}

function InviteRow({ invite: { id, role, note, max_uses, uses, expires_at } }: { invite: Invite }) {
  const revoke = useRevokeInvite();
  return (
    <li className={classes.row} data-testid="invite">
      <div className={classes.rowWhat}>
        <div>{note || `Invite for ${role === "rater" ? "a rater" : "a member"}`}</div>
        <div className={classes.rowFacts}>
          {role} · used by {uses} of {plural(max_uses, "person", "people")} ·{" "}
          {Date.parse(expires_at) < Date.now() ? "expired" : `until ${exactly(expires_at)}`}
        </div>
      </div>
      {revoke.error && <ErrorNote error={revoke.error} />}
      <Button
        size="compact-sm"
        variant="default"
        loading={revoke.isPending}
        onClick={() => revoke.mutate(id)}
        aria-label={`Revoke the invite ${note ?? ""}`.trim()}
      >
        Revoke
      </Button>
    </li>
  );
}
