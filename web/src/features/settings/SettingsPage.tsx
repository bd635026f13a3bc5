import { Anchor, Button, SegmentedControl, Title, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Schemas } from "@/api/client";
import { useMe } from "@/api/queries";
import { ROOT } from "@/api/root";
import { useSignOut } from "@/api/system";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { forgetDrafts } from "@/components/answerDrafts";
import { AlertSetting } from "./AlertSetting";
import { ServerFacts } from "./ServerFacts";
import classes from "./SettingsPage.module.css";

export function SettingsPage() {
  useTitle("Settings");
  const { data: me } = useMe();
  return (
    <>
      <Title order={1}>Settings</Title>
      <Part title="This browser">
        <Colours />
        <AlertSetting />
        <SignedIn me={me} />
      </Part>
      <Part title="The server">
        {me?.role === "admin" ? (
          <>
            <ServerFacts />
            <p className={classes.text}>
              <Anchor underline="always" component={Link} to="/settings/thumbs">
                Thumbs on feedback
              </Anchor>
              : what people say of the feedback on their interviews.
            </p>
          </>
        ) : (
          <p className={classes.text}>Only an administrator may see its facts.</p>
        )}
      </Part>
      <Part title="More">
        <p className={classes.text}>
          <Anchor underline="always" href={`${ROOT}/docs`}>The API</Anchor>: everything that this page does, described for programs.
        </p>
        <p className={classes.text}>
          <Anchor underline="always" component={Link} to="/songs/components">
            Components
          </Anchor>
          : every state of the parts that this page is made of.
        </p>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

const SCHEMES = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={classes.setting}>
      <span id="colours">Colours</span>
      <SegmentedControl
        aria-labelledby="colours"
        size="xs"
        data={SCHEMES}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
        data-testid="colours"
      />
    </div>
  );
}

const ROLES = { admin: "as an administrator", member: "as a member", rater: "as a rater" };

function SignedIn({ me }: { me: Schemas["Me"] | null | undefined }) {
  const signOut = useSignOut();
  // Not by a callback of the mutation: this view is gone before that would be called.
  const leave = () => void signOut.mutateAsync().then(forgetDrafts, () => undefined);
  return (
    <div className={classes.setting}>
      <div>
        <div>
          You are signed in {me?.email ?? ""} {me && ROLES[me.role]}
        </div>
        <p className={classes.hint}>{me?.email ? <AccountHint admin={me.role === "admin"} /> : <TokenHint />}</p>
        {signOut.error && <ErrorNote error={signOut.error} />}
      </div>
      <Button
        size="compact-md"
        variant="default"
        loading={signOut.isPending}
        onClick={leave}
        data-testid="sign-out"
      >
        Sign out
      </Button>
    </div>
  );
}

const TokenHint = () => (
  <>
    To sign in elsewhere, run <code>reprise token</code> on the machine of the server. Whoever has the token has
    everything here; this page never shows it.
  </>
);

function AccountHint({ admin }: { admin: boolean }) {
  return (
    <>
      <Anchor underline="always" component={Link} to="/settings/account" inherit>
        Account
      </Anchor>
      : password, API keys, your data.{" "}
      {admin && (
        <>
          <Anchor underline="always" component={Link} to="/settings/people" inherit>
            People
          </Anchor>
          : roles, invites, reset links.
        </>
      )}
    </>
  );
}
