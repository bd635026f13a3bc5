import { SegmentedControl, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useTitle } from "@/components/useTitle";
import { Favorites } from "./Favorites";
import { History } from "./History";
import classes from "./PromptsPage.module.css";

const SHOWN = [
  { value: "history", label: "History" },
  { value: "favourites", label: "Favourites" },
];

/** What was asked for before: all of it, searchable, and what was marked. */
export function PromptsPage() {
  useTitle("Prompts");
  const [search, setSearch] = useSearchParams();
  const favourites = search.get("show") === "favourites";
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Prompts</Title>
        <SegmentedControl
          aria-label="Show"
          size="xs"
          data={SHOWN}
          value={favourites ? "favourites" : "history"}
          onChange={(value) => setSearch(value === "history" ? {} : { show: value })}
          data-testid="prompts-show"
        />
      </div>
      {favourites ? <Favorites /> : <History />}
    </>
  );
}
