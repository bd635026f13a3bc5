import { Button, Skeleton, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useApiKeys, useAuthOptions, useSignOutEverywhere } from "@/api/accounts";
import type { Schemas } from "@/api/client";
import { useMe } from "@/api/queries";
import { ROOT } from "@/api/root";
import { forgetDrafts } from "@/components/answerDrafts";
import { ErrorNote } from "@/components/ErrorNote";
import { DownloadIcon } from "@/components/icons";
import { useTitle } from "@/components/useTitle";
import { ApiKeys } from "./ApiKeys";
import { DeleteAccount } from "./DeleteAccount";
import { PasswordForm } from "./PasswordForm";
import classes from "./accounts.module.css";

type Me = Schemas["Me"];

export function AccountPage() {
  useTitle("Account");
  const { data: me } = useMe();
  return (
    <>
      <Title order={1}>Account</Title>
      {me && <AccountParts me={me} />}
    </>
  );
}

const ROLES = {
  admin: "Administrator: sees and changes everything but other people's interviews",
  member: "Member: sees all songs, changes your own; interviews are private",
  rater: "Rater: sees what you are invited to rate",
};

/** Everything that one can do about oneself. */
export function AccountParts({ me }: { me: Me }) {
  const { data: options, error, refetch } = useAuthOptions();
  const personal = options?.auth === "accounts";
  const keys = useApiKeys(personal);
  // All at once, so that nothing is pushed away by what comes later.
  const loading = !options || (personal && keys.isPending);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (loading) return <Skeleton height={720} mt={8} aria-label="Loading your account" />;
  return (
    <>
      <dl className={classes.facts} data-testid="account-facts">
        <dt>Email</dt>
        <dd>{me.email ?? "none: this Reprise has one owner and no accounts"}</dd>
        <dt>Role</dt>
        <dd>{ROLES[me.role]}</dd>
      </dl>
      {personal && (
        <Part title="Password">
          <PasswordForm email={me.email ?? ""} />
        </Part>
      )}
      {personal && (
        <Part title="API keys">
          <ApiKeys />
        </Part>
      )}
      <Part title="Your data">
        <p className={classes.lead}>
          Everything that Reprise keeps of you, as one JSON file: account, résumé, postings, sessions and feedback.
        </p>
        <Button
          component="a"
          href={`${ROOT}/api/v1/users/me/export`}
          download
          variant="default"
          leftSection={<DownloadIcon />}
          data-testid="export"
        >
          Export my data
        </Button>
      </Part>
      {personal && <Everywhere />}
      {personal && <DeleteAccount />}
    </>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

function Everywhere() {
  const signOut = useSignOutEverywhere();
  const leave = () => void signOut.mutateAsync().then(forgetDrafts, () => undefined);
  return (
    <Part title="Other devices">
      <p className={classes.lead}>Lost a laptop? This ends every sign-in, this one too. API keys go on working.</p>
      {signOut.error && <ErrorNote error={signOut.error} />}
      <Button variant="default" loading={signOut.isPending} onClick={leave} data-testid="everywhere">
        Sign out everywhere
      </Button>
    </Part>
  );
}
