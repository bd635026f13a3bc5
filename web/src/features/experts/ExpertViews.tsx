import { Route, Routes } from "react-router";
import { NotFound } from "@/app/NotFound";
import { DirectoryPage } from "./directory/DirectoryPage";
import { ExpertPage } from "./directory/ExpertPage";
import { GapsPage } from "./gaps/GapsPage";
import { LabPage } from "./lab/LabPage";
import { LeadsPage } from "./leads/LeadsPage";
import { OverviewPage } from "./overview/OverviewPage";
import { SearchesPage } from "./searches/SearchesPage";
import { SearchPage } from "./searches/SearchPage";
import { SettingsPage } from "./settings/SettingsPage";

/** Every address below /experts: for whoever runs the chat. Visitors have /chat. */
export function ExpertViews() {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path="searches" element={<SearchesPage />} />
      <Route path="searches/:conversationId" element={<SearchPage />} />
      <Route path="gaps" element={<GapsPage />} />
      <Route path="directory" element={<DirectoryPage />} />
      <Route path="directory/:expertId" element={<ExpertPage />} />
      <Route path="leads" element={<LeadsPage />} />
      <Route path="lab" element={<LabPage />} />
      <Route path="settings" element={<SettingsPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
