import { lazy } from "react";

const loaders = {
  "/songs/jobs": () => import("@/features/songs/jobs/JobsPage"),
  "/songs/compare": () => import("@/features/songs/compare/ComparePage"),
  "/songs/ab-tests": () => import("@/features/songs/abtests/list/AbTestsPage"),
  "/songs/experiments": () => import("@/features/songs/experiments/ExperimentsPage"),
  "/songs/adapters": () => import("@/features/songs/adapters/AdaptersPage"),
  "/songs/feedback": () => import("@/features/songs/feedback/FeedbackPage"),
  "/songs/prompts": () => import("@/features/songs/prompts/PromptsPage"),
  "/songs/templates": () => import("@/features/songs/prompts/TemplatesPage"),
  "/settings": () => import("@/features/settings/SettingsPage"),
  "/insights": () => import("@/features/insights/InsightsPage"),
  "/interviews": () => import("@/features/interviews/InterviewViews"),
  "/experts": () => import("@/features/experts/ExpertViews"),
} as const;

export const JobsPage = lazy(async () => ({ default: (await loaders["/songs/jobs"]()).JobsPage }));
export const ComparePage = lazy(async () => ({ default: (await loaders["/songs/compare"]()).ComparePage }));
export const AbTestsPage = lazy(async () => ({ default: (await loaders["/songs/ab-tests"]()).AbTestsPage }));
export const AbTestPage = lazy(async () => ({ default: (await import("@/features/songs/abtests/test/AbTestPage")).AbTestPage }));
export const NewAbTestPage = lazy(async () => ({
  default: (await import("@/features/songs/abtests/wizard/NewAbTestPage")).NewAbTestPage,
}));
export const LeaderboardPage = lazy(async () => ({
  default: (await import("@/features/songs/abtests/leaderboard/LeaderboardPage")).LeaderboardPage,
}));
export const MethodPage = lazy(async () => ({ default: (await import("@/features/songs/abtests/MethodPage")).MethodPage }));
export const ExperimentsPage = lazy(async () => ({ default: (await loaders["/songs/experiments"]()).ExperimentsPage }));
export const ExperimentPage = lazy(async () => ({
  default: (await import("@/features/songs/experiments/ExperimentPage")).ExperimentPage,
}));
export const AdaptersPage = lazy(async () => ({ default: (await loaders["/songs/adapters"]()).AdaptersPage }));
export const AdapterPage = lazy(async () => ({
  default: (await import("@/features/songs/adapters/AdapterPage")).AdapterPage,
}));
export const NewAdapterPage = lazy(async () => ({
  default: (await import("@/features/songs/adapters/NewAdapterPage")).NewAdapterPage,
}));
export const NewVersionPage = lazy(async () => ({
  default: (await import("@/features/songs/adapters/NewVersionPage")).NewVersionPage,
}));
export const FeedbackPage = lazy(async () => ({ default: (await loaders["/songs/feedback"]()).FeedbackPage }));
export const InsightsPage = lazy(async () => ({ default: (await loaders["/insights"]()).InsightsPage }));
export const PromptsPage = lazy(async () => ({ default: (await loaders["/songs/prompts"]()).PromptsPage }));
export const TemplatesPage = lazy(async () => ({ default: (await loaders["/songs/templates"]()).TemplatesPage }));
export const SettingsPage = lazy(async () => ({ default: (await loaders["/settings"]()).SettingsPage }));
export const JobPage = lazy(async () => ({ default: (await import("@/features/songs/job/JobPage")).JobPage }));
export const InterviewViews = lazy(async () => ({ default: (await loaders["/interviews"]()).InterviewViews }));
export const ExpertViews = lazy(async () => ({ default: (await loaders["/experts"]()).ExpertViews }));
export const AccountPage = lazy(async () => ({ default: (await import("@/features/accounts/AccountPage")).AccountPage }));
export const PeoplePage = lazy(async () => ({ default: (await import("@/features/accounts/PeoplePage")).PeoplePage }));
export const ThumbsPage = lazy(async () => ({ default: (await import("@/features/interviews/ThumbsPage")).ThumbsPage }));
export const GalleryPage = lazy(async () => ({ default: (await import("@/features/gallery/GalleryPage")).GalleryPage }));

/** Fetch the code of a view before it is opened; a failure shows when it is. */
export function prepare(to: string): void {
  const load = (loaders as Record<string, (() => Promise<unknown>) | undefined>)[to];
  load?.().catch(() => undefined);
}
