import { Button, Title } from "@mantine/core";
import { useMe } from "@/api/queries";
import { useSignOut } from "@/api/system";
import { Notices } from "@/app/Notices";
import { useTitle } from "@/components/useTitle";
import { RatedTests } from "@/features/songs/abtests/vote/RatedTests";
import { AccountParts } from "./AccountPage";
import classes from "./accounts.module.css";

/** Raters see what they are invited to rate, and their own account. */
export function RaterFrame() {
  useTitle("Rating");
  const { data: me } = useMe();
  const signOut = useSignOut();
  return (
    <main className={classes.rater}>
      <div className={classes.raterHead}>
        <Title order={1}>Rating</Title>
        <Button variant="default" size="compact-md" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </div>
      <RatedTests />
      {me && <AccountParts me={me} />}
      <Notices />
    </main>
  );
}
