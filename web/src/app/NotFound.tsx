import { Button, Title } from "@mantine/core";
import { Link, useLocation } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { useTitle } from "@/components/useTitle";

export function NotFound() {
  useTitle("Not found");
  const { pathname } = useLocation();
  return (
    <>
      <Title order={1}>There is no such page</Title>
      <EmptyState
        action={
          <Button component={Link} to="/songs/generate">
            Go to Generate
          </Button>
        }
      >
        Nothing is at {pathname}. The link may be mistyped, or the page has moved.
      </EmptyState>
    </>
  );
}
