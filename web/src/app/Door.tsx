import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { matchPath, useLocation } from "react-router";
import { useMe } from "@/api/queries";
import { ErrorNote } from "@/components/ErrorNote";
import { linkIn } from "@/features/accounts/links";
import { Shell } from "./Shell";
import { SignIn } from "./SignIn";

const SharedPage = lazy(async () => ({ default: (await import("@/features/interviews/SharedPage")).SharedPage }));
const LinkPage = lazy(async () => ({ default: (await import("@/features/accounts/LinkPage")).LinkPage }));
const VotePage = lazy(async () => ({ default: (await import("@/features/songs/abtests/vote/VotePage")).VotePage }));
const ChatPage = lazy(async () => ({ default: (await import("@/features/experts/chat/ChatPage")).ChatPage }));
const RaterFrame = lazy(async () => ({ default: (await import("@/features/accounts/RaterFrame")).RaterFrame }));

/** Who comes in, and by which way. */
export function Door() {
  return (
    <Suspense fallback={<Skeleton height={480} aria-label="Loading the page" />}>
      <Entrance />
    </Suspense>
  );
}

function Entrance() {
  const { pathname, hash } = useLocation();
  // These pages are there for whoever has their address, without a sign-in.
  if (pathname === "/interviews/shared") return <SharedPage />;
  if (pathname === "/chat" || pathname === "/chat/") return <ChatPage />;
  // Also without anything around it that could tell what is compared.
  const testId = matchPath("/songs/rate/:testId", pathname)?.params.testId;
  if (testId) return <VotePage testId={testId} />;
  const link = linkIn(hash);
  return link ? <LinkPage link={link} /> : <Inside />;
}

function Inside() {
  const { data: me, error, refetch } = useMe();
  if (me) return me.role === "rater" ? <RaterFrame /> : <Shell />;
  if (me === null) return <SignIn />;
  return error && <ErrorNote error={error} onRetry={() => void refetch()} />;
}
