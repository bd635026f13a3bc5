import { Button, Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { analyticsKeys, deleteSearch, type SearchDetail, useSearch } from "@/api/expertsAnalytics";
import { Unavailable } from "@/components/Unavailable";
import { removeLater } from "@/components/undo";
import { ExpertHead } from "../ExpertHead";
import { SearchFacts } from "./SearchFacts";
import { ShownExperts } from "./ShownExperts";
import { Talk } from "./Talk";
import { VoteHistory } from "./VoteHistory";

/** One search: what was said, who was shown, and what the visitor did about it. */
export function SearchPage() {
  const { conversationId = "" } = useParams();
  const { data, error, refetch } = useSearch(conversationId);
  if (data) return <OneSearch key={data.id} search={data} />;
  if (!error) return <Skeleton height={640} aria-label="Loading the search" />;
  return (
    <Unavailable error={error} what="search" to="/experts/searches" all="All searches" retry={() => void refetch()} />
  );
}

function OneSearch({ search }: { search: SearchDetail }) {
  return (
    <>
      <ExpertHead title="Search">{search.can_delete && <DeleteButton search={search} />}</ExpertHead>
      <Talk search={search} />
      {search.experts.length > 0 && <ShownExperts search={search} />}
      <VoteHistory votes={search.votes} />
      <SearchFacts search={search} />
    </>
  );
}

function DeleteButton({ search: { id, query } }: { search: SearchDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = () => {
    const settle = () => client.refetchQueries({ queryKey: analyticsKeys.searches });
    removeLater({ id, title: query, remove: () => deleteSearch(id), settle });
    void navigate("/experts/searches");
  };
  return (
    <Button variant="default" size="compact-md" onClick={remove} data-testid="search-delete">
      Delete
    </Button>
  );
}
