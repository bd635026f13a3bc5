import { Button, NativeSelect } from "@mantine/core";
import { useSearchParams } from "react-router";
import { type Person, type Role, useChangePerson, usePeople, useResetLink } from "@/api/accounts";
import { useMe } from "@/api/queries";
import { absolute } from "@/components/absolute";
import { CopyField } from "@/components/CopyField";
import { ErrorNote } from "@/components/ErrorNote";
import { exactly } from "@/components/format";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import classes from "./accounts.module.css";

export const ROLES: { value: Role; label: string }[] = [
  { value: "admin", label: "Administrator" },
  { value: "member", label: "Member" },
  { value: "rater", label: "Rater" },
];

const AT = "people";

/** Where the page of people begins that the address asks for. */
export const usePeopleCursor = () => useSearchParams()[0].get(AT);

export function PeopleList() {
  const { data, error, refetch } = usePeople(usePeopleCursor());
  const { data: me } = useMe();
  return (
    <>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <ul className={classes.list} data-testid="people">
        {data?.items.map((person) => <PersonRow key={person.id} person={person} own={person.id === me?.id} />)}
      </ul>
      {data && <Pager page={data} one="person" many="people" at={AT} />}
    </>
  );
}

function PersonRow({ person: { id, email, role, created_at, disabled }, own }: { person: Person; own: boolean }) {
  const change = useChangePerson();
  const reset = useResetLink();
  const name = email ?? "The installation";
  return (
    <li className={classes.row} data-testid="person" data-email={email ?? ""}>
      <div className={classes.rowWhat}>
        <div>
          {name}
          {own && " (you)"}
        </div>
        <div className={classes.rowFacts}>
          since <When instant={created_at} />
          {disabled && <span className={classes.off}> · cannot sign in</span>}
        </div>
      </div>
      <div className={classes.rowActions}>
        <NativeSelect
          size="xs"
          aria-label={`Role of ${name}`}
          data={ROLES}
          value={role}
          disabled={change.isPending || own}
          onChange={(event) => change.mutate({ id, role: event.currentTarget.value as Role })}
          data-testid="person-role"
        />
        <Button
          size="compact-sm"
          variant="default"
          loading={reset.isPending}
          disabled={!email}
          onClick={() => reset.mutate(id)}
          data-testid="reset-link"
          aria-label={`Reset link for ${name}`}
        >
          Reset link
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          miw={72}
          disabled={own || change.isPending}
          onClick={() => change.mutate({ id, disabled: !disabled })}
          aria-label={disabled ? `Let in ${name} again` : `Lock out ${name}`}
        >
          {disabled ? "Let in" : "Lock out"}
        </Button>
      </div>
      {change.error && <ErrorNote error={change.error} />}
      {reset.error && <ErrorNote error={reset.error} />}
      {reset.data && (
        <div className={classes.once} style={{ flexBasis: "100%" }} role="status">
          <CopyField
            label={`A new password for ${name}`}
            description={`Send it to them yourself. It works once, until ${exactly(reset.data.expires_at)}.`}
            value={absolute(reset.data.link)}
            data-testid="reset-link-once"
          />
        </div>
      )}
    </li>
  );
}
