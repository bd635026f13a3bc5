import type { ReactNode } from "react";
import { AbTestsIcon, AdaptersIcon, CompareIcon, ExperimentsIcon, ExpertsIcon, FeedbackIcon, GenerateIcon, InsightsIcon, InterviewsIcon, JobsIcon, PromptsIcon, SettingsIcon, TemplatesIcon } from "@/components/icons";

export interface View {
  to: string;
  name: string;
  /** `g` and then this letter goes there. */
  letter: string;
  icon: ReactNode;
  /** How one of them is called, where that is not the name without its “s”. */
  one?: string;
}

export const SONGS: View[] = [
  { to: "/songs/generate", name: "Generate", letter: "g", icon: <GenerateIcon /> },
  { to: "/songs/jobs", name: "Jobs", letter: "j", icon: <JobsIcon /> },
  { to: "/songs/compare", name: "Compare", letter: "c", icon: <CompareIcon /> },
  { to: "/songs/ab-tests", name: "A/B tests", letter: "b", icon: <AbTestsIcon />, one: "A/B test" },
  { to: "/songs/experiments", name: "Experiments", letter: "e", icon: <ExperimentsIcon /> },
  { to: "/songs/feedback", name: "Feedback", letter: "f", icon: <FeedbackIcon /> },
  { to: "/songs/adapters", name: "Adapters", letter: "a", icon: <AdaptersIcon /> },
  { to: "/songs/prompts", name: "Prompts", letter: "p", icon: <PromptsIcon /> },
  { to: "/songs/templates", name: "Templates", letter: "t", icon: <TemplatesIcon /> },
];

export const INSIGHTS: View = { to: "/insights", name: "Insights", letter: "i", icon: <InsightsIcon /> };

export const INTERVIEWS: View = { to: "/interviews", name: "Interviews", letter: "v", icon: <InterviewsIcon /> };

export const EXPERTS: View = { to: "/experts", name: "Experts", letter: "x", icon: <ExpertsIcon /> };

export const SETTINGS: View = { to: "/settings", name: "Settings", letter: "s", icon: <SettingsIcon /> };

/** Everything that the rail names. */
export const VIEWS: View[] = [...SONGS, INSIGHTS, INTERVIEWS, EXPERTS, SETTINGS];

/** Pages without a place in the rail: the breadcrumb and the search name them. */
export const OTHERS: Pick<View, "to" | "name" | "one">[] = [
  { to: "/songs/ab-tests/new", name: "New A/B test" },
  { to: "/songs/ab-tests/leaderboard", name: "Leaderboard" },
  { to: "/songs/ab-tests/method", name: "How a test is decided" },
  { to: "/songs/adapters/new", name: "New adapter" },
  { to: "/songs/components", name: "Components" },
  { to: "/interviews/new", name: "New session" },
  { to: "/interviews/sessions", name: "Sessions" },
  { to: "/interviews/postings", name: "Postings" },
  { to: "/interviews/resume", name: "Résumé" },
  { to: "/experts/searches", name: "Searches", one: "search" },
  { to: "/experts/gaps", name: "Gaps" },
  { to: "/experts/directory", name: "Directory", one: "expert" },
  { to: "/experts/leads", name: "Leads" },
  { to: "/experts/lab", name: "Lab" },
  { to: "/experts/settings", name: "Chat settings" },
  { to: "/settings/account", name: "Account" },
  { to: "/settings/people", name: "People" },
  { to: "/settings/thumbs", name: "Thumbs on feedback" },
];
