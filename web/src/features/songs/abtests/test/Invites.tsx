import { Button, NumberInput, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { type AbInvite, type AbTest, useAbInvites, useCreateAbInvite, useTakeBackInvite } from "@/api/abtests";
import { absolute } from "@/components/absolute";
import { CopyField } from "@/components/CopyField";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import classes from "../abtests.module.css";

const AT = "invites";

/** Links for people without an account: they hear, vote, and see nothing else. */
export function Invites({ test }: { test: AbTest }) {
  const cursor = useSearchParams()[0].get(AT);
  const { data, error, refetch } = useAbInvites(test.id, cursor);
  return (
    <section className={classes.part} aria-label="Invites">
      <Title order={2}>Invite people</Title>
      <p className={classes.quiet}>
        Whoever opens a link can vote without an account, and sees nothing else. Everybody with an account here can vote anyway.
        A link for one person each is best: whoever opens one for several again elsewhere counts as another person.
        {test.status === "draft" && " A link can be sent now; there is something to hear once the pairs are made."}
      </p>
      <NewInvite test={test} />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && data.items.length > 0 && (
        <>
          <ul className={classes.list} data-testid="ab-invites">
            {data.items.map((invite) => (
              <InviteRow key={invite.id} testId={test.id} invite={invite} />
            ))}
          </ul>
          {(data.next_cursor || cursor) && <Pager page={data} one="invite" at={AT} />}
        </>
      )}
    </section>
  );
}

function NewInvite({ test }: { test: AbTest }) {
  const [label, setLabel] = useState("");
  const [uses, setUses] = useState<number | string>(1);
  const create = useCreateAbInvite(test.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ label: label.trim() || null, uses: Number(uses) || 1 }, { onSuccess: () => setLabel("") });
  };
  const rest = elsewhere(create.error, "label", "uses");
  return (
    <>
      <form className={classes.inline} onSubmit={submit} noValidate>
        <TextInput
          label="For whom"
          placeholder="the choir"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={errorAt(create.error, "label")}
          maxLength={200}
          data-testid="ab-invite-label"
        />
        <NumberInput
          label="People"
          value={uses}
          onChange={setUses}
          error={errorAt(create.error, "uses")}
          min={1}
          max={500}
          clampBehavior="none"
          allowDecimal={false}
          w={96}
          data-testid="ab-invite-uses"
        />
        <Button type="submit" loading={create.isPending} data-testid="ab-invite-create">
          Make a link
        </Button>
      </form>
      {rest && <ErrorNote error={rest} />}
      {create.data && (
        <div className={classes.once} role="status">
          <CopyField
            label="Link to send"
            description={`Copy it now: it is shown this once. It lets in ${plural(create.data.uses, "person", "people")}.`}
            value={absolute(create.data.url)}
            data-testid="ab-invite-once"
          />
        </div>
      )}
    </>
  );
}

function InviteRow({ testId, invite: { id, label, uses, used, created_at } }: { testId: string; invite: AbInvite }) {
  const takeBack = useTakeBackInvite(testId);
  return (
    <li className={classes.row} data-testid="ab-invite">
      <span className={classes.rowWhat}>{label ?? "A link"}</span>
      <span className={classes.quiet}>
        used by {used} of {plural(uses, "person", "people")}, made <When instant={created_at} />
      </span>
      {takeBack.error && <ErrorNote error={takeBack.error} />}
      <Button
        size="compact-sm"
        variant="default"
        loading={takeBack.isPending}
        onClick={() => takeBack.mutate(id)}
        aria-label={`Take back the link ${label ? `for ${label}` : ""}`.trim()}
      >
        Take back
      </Button>
    </li>
  );
}
