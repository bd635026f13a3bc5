import { Skeleton, Title } from "@mantine/core";
import { useAuthOptions, useInvites, usePeople } from "@/api/accounts";
import { useMe } from "@/api/queries";
import { EmptyState } from "@/components/EmptyState";
import { useTitle } from "@/components/useTitle";
import { Part } from "./AccountPage";
import { Invites, useInvitesCursor } from "./Invites";
import { PeopleList, usePeopleCursor } from "./PeopleList";
import classes from "./accounts.module.css";

/** Who uses this Reprise; for administrators. */
export function PeoplePage() {
  useTitle("People");
  const { data: me } = useMe();
  const { data: options } = useAuthOptions();
  return (
    <>
      <Title order={1}>People</Title>
      {options && me && <Content admin={me.role === "admin"} accounts={options.auth === "accounts"} />}
    </>
  );
}

function Content({ admin, accounts }: { admin: boolean; accounts: boolean }) {
  if (!accounts) {
    return (
      <EmptyState>
        This Reprise is run for one person. Start it with REPRISE_AUTH=accounts to let several people sign in, and make the
        first administrator with “reprise user add … --role admin”.
      </EmptyState>
    );
  }
  if (!admin) return <EmptyState>Only an administrator may see who uses this Reprise.</EmptyState>;
  return <Lists />;
}

function Lists() {
  const invites = useInvites(useInvitesCursor());
  const people = usePeople(usePeopleCursor());
  // Both at once, so that the one does not push the other away.
  if (invites.isPending || people.isPending) return <Skeleton height={480} mt={32} aria-label="Loading people" />;
  return (
    <>
      <Part title="Invite somebody">
        <Invites />
      </Part>
      <Part title="Everybody">
        <p className={classes.lead}>Nobody sees other people's interviews, administrators neither.</p>
        <PeopleList />
      </Part>
    </>
  );
}
