import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { EmptyState } from "@/components/EmptyState";

/** A fault of one view leaves the frame and the player as they are. */
export class CrashNote extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const reload = <Button onClick={() => window.location.reload()}>Reload the page</Button>;
    return (
      <EmptyState action={reload}>
        This view has a fault and stopped ({error.message}). Nothing was lost: jobs go on on the server.
      </EmptyState>
    );
  }
}
