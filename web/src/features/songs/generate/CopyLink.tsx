import { Button } from "@mantine/core";
import { ROOT } from "@/api/root";
import { notify } from "@/components/notices";
import type { Draft } from "./draft";
import { packed } from "./share";

/** All that is written, parameters included, as an address for somebody else of this installation. */
export function CopyLink({ draft }: { draft: Draft }) {
  const copy = async () => {
    const link = `${window.location.origin}${ROOT}/songs/generate?draft=${packed(draft)}`;
    try {
      await navigator.clipboard.writeText(link);
      notify({ id: "link", text: "The link is copied: it fills in this prompt with all its settings." });
    } catch {
      notify({ id: "link", text: `The browser does not let the page copy. The link is ${link}`, failed: true });
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!draft.text.trim()}
      onClick={() => void copy()}
      data-testid="copy-link"
    >
      Copy link
    </Button>
  );
}
