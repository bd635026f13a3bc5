import { Skeleton } from "@mantine/core";
import { leadsCsv, useLeads } from "@/api/expertsAnalytics";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Filters } from "@/components/filters/Filters";
import { WordsFilter } from "@/components/filters/WordsFilter";
import { Pager } from "@/components/Pager";
import { useAddress } from "@/components/useAddress";
import { ExpertHead } from "../ExpertHead";
import { ExportButton } from "../ExportButton";
import { LeadTable } from "./LeadTable";
import common from "../experts.module.css";

/** Who left an email, newest first. */
export function LeadsPage() {
  const [search, setSearch] = useAddress();
  const words = search.get("q")?.trim() || null;
  const cursor = search.get("cursor");
  const page = useLeads(words, cursor);
  const change = (next: string | null) => setSearch(() => new URLSearchParams(next ? { q: next } : {}), { replace: true });
  return (
    <>
      <ExpertHead title="Leads">
        <ExportButton href={leadsCsv(words)} />
      </ExpertHead>
      <p className={common.lead}>
        People who left their email to open a profile. Whoever asks for it is deleted for good, also from their searches.
      </p>
      <Filters label="Filter leads" narrowed={words !== null} clear={() => change(null)}>
        <WordsFilter label="Part of the email" words={words} change={change} data-testid="leads-search" />
      </Filters>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={400} aria-label="Loading leads" />}
      {page.data && !page.data.items.length && !cursor && (
        <EmptyState>
          {words
            ? "No email has these letters."
            : "Here will be everybody who left an email to open a profile, and what they had asked."}
        </EmptyState>
      )}
      {page.data && (page.data.items.length > 0 || cursor) && (
        <>
          <LeadTable leads={page.data.items} />
          <Pager page={page.data} one="lead" />
        </>
      )}
    </>
  );
}
