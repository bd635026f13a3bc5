import type { ReactNode } from "react";
import { GenerateIcon, JobsIcon } from "@/components/icons";

/** The views that the rail names; `g` and then the letter goes there. */
export const VIEWS: { to: string; name: string; letter: string; icon: ReactNode }[] = [
  { to: "/songs/generate", name: "Generate", letter: "g", icon: <GenerateIcon /> },
  { to: "/songs/jobs", name: "Jobs", letter: "j", icon: <JobsIcon /> },
];
