import { Route, Routes } from "react-router";
import { NotFound } from "@/app/NotFound";
import { NewSessionPage } from "./NewSessionPage";
import { OverviewPage } from "./overview/OverviewPage";
import { PostingPage } from "./materials/PostingPage";
import { PostingsPage } from "./materials/PostingsPage";
import { ResumePage } from "./materials/ResumePage";
import { SessionPage } from "./SessionPage";
import { SessionsPage } from "./sessions/SessionsPage";

/** Every address below /interviews but the coach's, which needs no identity. */
export function InterviewViews() {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path="new" element={<NewSessionPage />} />
      <Route path="sessions" element={<SessionsPage />} />
      <Route path="sessions/:sessionId" element={<SessionPage />} />
      <Route path="postings" element={<PostingsPage />} />
      <Route path="postings/new" element={<PostingPage />} />
      <Route path="postings/:postingId" element={<PostingPage />} />
      <Route path="resume" element={<ResumePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
