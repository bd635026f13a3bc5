import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type ApiKey, useApiKeys, useCreateKey, useRevokeKey } from "@/api/accounts";
import { CopyField } from "@/components/CopyField";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { When } from "@/components/When";
import classes from "./accounts.module.css";

/** Keys for programs: made, shown once, revoked. */
export function ApiKeys() {
  const { data, error, refetch } = useApiKeys(true);
  return (
    <>
      <p className={classes.lead}>
        A key lets a program act as you: it sends <code>Authorization: Bearer …</code>. Give each program its own, so that
        you can take it back.
      </p>
      <NewKey />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && <p className={classes.lead}>You have no keys.</p>}
      <ul className={classes.list} data-testid="keys">
        {data?.items.map((key) => <KeyRow key={key.id} apiKey={key} />)}
      </ul>
    </>
  );
}

function NewKey() {
  const [name, setName] = useState("");
  const create = useCreateKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate(name.trim(), { onSuccess: () => setName("") });
  };
  const rest = elsewhere(create.error, "name");
  return (
    <>
      <form className={classes.inline} onSubmit={submit}>
        <TextInput
          label="Name of the new key"
          placeholder="nightly export"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(create.error, "name")}
          maxLength={64}
          data-testid="key-name"
        />
        <Button type="submit" variant="default" loading={create.isPending} disabled={!name.trim()} data-testid="key-create">
          Create key
        </Button>
      </form>
      {rest && <ErrorNote error={rest} />}
      {create.data && (
        <div className={classes.once} role="status">
          <CopyField
            label={`Key “${create.data.name}”`}
            description="Copy it now: it is shown this once and cannot be shown again."
            value={create.data.key}
            data-testid="key-once"
          />
        </div>
      )}
    </>
  );
}

function KeyRow({ apiKey: { id, name, hint, created_at, last_used_at } }: { apiKey: ApiKey }) {
  const revoke = useRevokeKey();
  return (
    <li className={classes.row} data-testid="key-row">
      <div className={classes.rowWhat}>
        <div>{name}</div>
        <div className={classes.rowFacts}>
          {hint} · made <When instant={created_at} /> ·{" "}
          {last_used_at ? (
            <>
              last used <When instant={last_used_at} />
            </>
          ) : (
            "never used"
          )}
        </div>
      </div>
      {revoke.error && <ErrorNote error={revoke.error} />}
      <Button
        size="compact-sm"
        variant="default"
        loading={revoke.isPending}
        onClick={() => revoke.mutate(id)}
        aria-label={`Revoke ${name}`}
      >
        Revoke
      </Button>
    </li>
  );
}
