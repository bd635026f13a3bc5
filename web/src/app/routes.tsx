import { useEffect } from "react";
import { Route, Routes, useLocation } from "react-router";
import { GeneratePage } from "@/features/songs/generate/GeneratePage";
import { JobPage } from "@/features/songs/job/JobPage";
import { JobsPage } from "@/features/songs/jobs/JobsPage";
import { NotFound } from "./NotFound";

export function Views() {
  useScrollToTop();
  return (
    <Routes>
      <Route path="/" element={<GeneratePage />} />
      <Route path="/songs" element={<GeneratePage />} />
      <Route path="/songs/generate" element={<GeneratePage />} />
      <Route path="/songs/jobs" element={<JobsPage />} />
      <Route path="/songs/jobs/:jobId" element={<JobPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function useScrollToTop(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    document.getElementById("main")?.scrollTo(0, 0);
  }, [pathname]);
}
