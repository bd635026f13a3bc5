import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { type Adapter, adapterKeys, deleteAdapter } from "@/api/adapters";
import { keys } from "@/api/keys";
import { removeLater } from "@/components/undo";

/** Gone from the list at once, for good after eight seconds; what was made with it stays. */
export function DeleteButton({ adapter: { id, name } }: { adapter: Adapter }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const settle = async () => {
    void client.invalidateQueries({ queryKey: keys.jobs });
    await client.invalidateQueries({ queryKey: adapterKeys.all });
  };
  const press = () => {
    removeLater({ id, title: name, remove: () => deleteAdapter(id), settle });
    void navigate("/songs/adapters");
  };
  return (
    <Button size="compact-sm" variant="default" onClick={press} aria-label={`Delete ${name}`} data-testid="adapter-delete">
      Delete
    </Button>
  );
}
