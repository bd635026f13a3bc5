import { Skeleton, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { Pager } from "@/components/Pager";
import { api, ask, type Schemas } from "@/api/client";
import { useMe } from "@/api/queries";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { ThumbIcon } from "@/components/icons";
import { useTitle } from "@/components/useTitle";
import { When } from "@/components/When";
import classes from "./interviews.module.css";

/** What people say of the feedback they got; for whoever runs the server. */
export function ThumbsPage() {
  useTitle("Thumbs on feedback");
  const { data: me } = useMe();
  return (
    <>
      <Title order={1} mb={4}>
        Thumbs on feedback
      </Title>
      <p className={classes.lead}>
        What people say of the feedback on their interviews. Neither their names nor their sessions are shown here.
      </p>
      {me?.role === "admin" ? <Thumbs /> : <EmptyState>Only an administrator may see them.</EmptyState>}
    </>
  );
}

function Thumbs() {
  const cursor = useSearchParams()[0].get("cursor");
  const { data, error, refetch } = useQuery({
    queryKey: ["thumbs", cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/interviews/thumbs", { params: { query: { limit: 50, ...(cursor && { cursor }) } }, signal })),
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} aria-label="Loading thumbs" />;
  if (!data.total) return <EmptyState>Nobody has said yet whether the feedback helped.</EmptyState>;
  return (
    <>
      <ul className={classes.list} data-testid="thumb-counts">
        {data.counts.map(({ analyst, up, down }) => (
          <li key={analyst}>
            {analyst}: {up} of {plural(up + down, "person", "people")} found it helpful
          </li>
        ))}
      </ul>
      <ul className={classes.list} style={{ marginTop: 16 }} data-testid="thumbs">
        {data.items.map((thumb) => (
          <Row key={thumb.id} thumb={thumb} />
        ))}
      </ul>
      <Pager page={data} one="thumb" />
    </>
  );
}

function Row({ thumb: { up, reason, analyst, created_at } }: { thumb: Schemas["ThumbOut"] }) {
  return (
    <li className={classes.row}>
      <ThumbIcon up={up} />
      <div className={classes.rowWhat}>
        <div>{reason ?? (up ? "It helped." : "It did not help.")}</div>
        <div className={classes.hint}>
          {analyst} · <When instant={created_at} />
        </div>
      </div>
    </li>
  );
}
