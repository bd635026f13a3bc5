import { Skeleton } from "@mantine/core";
import { Suspense, useEffect } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { GeneratePage } from "@/features/songs/generate/GeneratePage";
import { NotFound } from "./NotFound";
import {
  AbTestPage,
  AbTestsPage,
  AccountPage,
  AdapterPage,
  AdaptersPage,
  ComparePage,
  ExperimentPage,
  ExperimentsPage,
  ExpertViews,
  FeedbackPage,
  GalleryPage,
  InsightsPage,
  InterviewViews,
  JobPage,
  JobsPage,
  LeaderboardPage,
  MethodPage,
  NewAbTestPage,
  NewAdapterPage,
  NewVersionPage,
  PeoplePage,
  PromptsPage,
  SettingsPage,
  TemplatesPage,
  ThumbsPage,
} from "./pages";

export function Views() {
  useScrollToTop();
  return (
    <Suspense fallback={<Skeleton height={480} aria-label="Loading the page" />}>
      <Routes>
        <Route path="/" element={<ToGenerate />} />
        <Route path="/songs" element={<ToGenerate />} />
        <Route path="/songs/generate" element={<GeneratePage />} />
        <Route path="/songs/jobs" element={<JobsPage />} />
        <Route path="/songs/jobs/:jobId" element={<JobPage />} />
        <Route path="/songs/compare" element={<ComparePage />} />
        <Route path="/songs/ab-tests" element={<AbTestsPage />} />
        <Route path="/songs/ab-tests/new" element={<NewAbTestPage />} />
        <Route path="/songs/ab-tests/leaderboard" element={<LeaderboardPage />} />
        <Route path="/songs/ab-tests/method" element={<MethodPage />} />
        <Route path="/songs/ab-tests/:testId" element={<AbTestPage />} />
        <Route path="/songs/experiments" element={<ExperimentsPage />} />
        <Route path="/songs/experiments/:experimentId" element={<ExperimentPage />} />
        <Route path="/songs/adapters" element={<AdaptersPage />} />
        <Route path="/songs/adapters/new" element={<NewAdapterPage />} />
        <Route path="/songs/adapters/:adapterId" element={<AdapterPage />} />
        <Route path="/songs/adapters/:adapterId/new" element={<NewVersionPage />} />
        <Route path="/songs/feedback" element={<FeedbackPage />} />
        <Route path="/songs/prompts" element={<PromptsPage />} />
        <Route path="/songs/templates" element={<TemplatesPage />} />
        <Route path="/songs/components" element={<GalleryPage />} />
        <Route path="/insights" element={<InsightsPage />} />
        <Route path="/interviews/*" element={<InterviewViews />} />
        <Route path="/experts/*" element={<ExpertViews />} />
        <Route path="/settings" element={<SettingsPage />} />
        <Route path="/settings/account" element={<AccountPage />} />
        <Route path="/settings/people" element={<PeoplePage />} />
        <Route path="/settings/thumbs" element={<ThumbsPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  );
}

/** The start has one address of its own, whichever way one came. */
const ToGenerate = () => <Navigate to={{ pathname: "/songs/generate", search: useLocation().search }} replace />;

function useScrollToTop(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    document.getElementById("main")?.scrollTo(0, 0);
  }, [pathname]);
}
