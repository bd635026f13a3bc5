import type { Order } from "@/api/mutations";
import { useSaveTemplate } from "@/api/templates";
import { notify } from "@/components/notices";
import { TemplateForm } from "./TemplateForm";

const NAME_LENGTH = 60;
const OWN = "Mine";

/** Make a template of a prompt that is being written. */
export default function SaveTemplate({ prompt, close }: { prompt: Order["prompt"]; close: () => void }) {
  const saving = useSaveTemplate();
  const attributes = completed(prompt.attributes);
  return (
    <TemplateForm
      title="Save as template"
      initial={{ name: prompt.text.trim().slice(0, NAME_LENGTH), category: OWN, text: prompt.text }}
      attributes={attributes}
      save={(words) =>
        saving.mutate(
          { ...words, attributes },
          {
            onSuccess: ({ name }) => {
              notify({ id: "template", text: `Saved “${name}”`, link: { label: "Show", to: "/songs/templates" } });
              close();
            },
          },
        )
      }
      pending={saving.isPending}
      error={saving.error}
      close={close}
    />
  );
}

function completed(attributes: Order["prompt"]["attributes"]) {
  const { style = null, mood = null, tempo = null, key = null, instruments } = attributes ?? {};
  const { primary = [], secondary = [] } = instruments ?? {};
  return { style, mood, tempo, key, instruments: { primary, secondary } };
}
