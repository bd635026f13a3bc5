import { Button, Skeleton, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { deleteResume, interviewKeys, type Resume, useResume, useSaveResume, useUploadResume } from "@/api/interviews";
import { useStore } from "@/api/store";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { notify } from "@/components/notices";
import { removed, removeLater } from "@/components/undo";
import { When } from "@/components/When";
import { InterviewHead } from "../InterviewHead";
import { FileDrop } from "./FileDrop";
import classes from "../interviews.module.css";

const MOST = 50_000;
const FILES = ".pdf,.docx,.txt,.md,application/pdf,text/plain";

/** One's résumé: typed, or taken from a file and checked. */
export function ResumePage() {
  const { data, error, refetch, isPending } = useResume();
  const gone = useStore(removed);
  return (
    <>
      <InterviewHead title="Résumé" />
      <p className={classes.lead}>
        Questions are written for you and for the posting. Nobody else here sees your résumé, administrators neither; if
        the server is set up to use a model, the provider of that model reads it.
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending ? (
        <Skeleton height={420} aria-label="Loading the résumé" />
      ) : (
        !error && <Editor resume={data && !gone.has(data.id) ? data : null} />
      )}
    </>
  );
}

function Editor({ resume }: { resume: Resume | null }) {
  const stored = resume?.content ?? "";
  const [text, setText] = useState(stored);
  useEffect(() => setText(stored), [stored]);
  const save = useSaveResume();
  const upload = useUpload(resume, save.mutate);
  const changed = text.trim() !== stored.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(text, { onSuccess: () => notify({ id: "resume", text: "Your résumé is saved." }) });
  };
  const rest = elsewhere(save.error, "content");
  return (
    <form className={classes.form} onSubmit={submit}>
      <FileDrop
        label={upload.isPending ? "Reading the file…" : "Choose a file"}
        accept={FILES}
        take={upload.take}
        disabled={upload.isPending}
        data-testid="resume-drop"
      >
        or drop it here: PDF, DOCX or text, at most 5 MiB
      </FileDrop>
      {upload.error && <ErrorNote error={upload.error} />}
      <Textarea
        label="Text of your résumé"
        description={
          resume?.file_name
            ? `Taken from ${resume.file_name}. Check it: columns and tables of a file sometimes come out in another order.`
            : "Paste it, or take it from a file and check what came out."
        }
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={errorAt(save.error, "content")}
        maxLength={MOST}
        autosize
        minRows={14}
        maxRows={30}
        data-testid="resume-text"
      />
      {rest && <ErrorNote error={rest} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending} disabled={!text.trim() || !changed} data-testid="resume-save">
          Save
        </Button>
        {resume && <DeleteButton resume={resume} />}
        <span className={classes.hint}>
          {changed ? "Not saved yet." : resume && <Saved resume={resume} />}
        </span>
      </div>
    </form>
  );
}

const Saved = ({ resume }: { resume: Resume }) => (
  <>
    Saved <When instant={resume.updated_at} />
  </>
);

/** Whoever had a résumé before can have it back. */
function useUpload(before: Resume | null, restore: (content: string) => void) {
  const upload = useUploadResume();
  const take = (file: File) =>
    upload.mutate(file, {
      onSuccess: () =>
        notify({
          id: "resume",
          text: `The text of ${file.name} is your résumé now. Check it below.`,
          ...(before && { button: { label: "Undo", press: () => restore(before.content) } }),
        }),
    });
  return { take, isPending: upload.isPending, error: upload.error };
}

function DeleteButton({ resume: { id } }: { resume: Resume }) {
  const client = useQueryClient();
  const remove = () =>
    removeLater({
      id,
      title: "your résumé",
      remove: deleteResume,
      settle: () => client.refetchQueries({ queryKey: interviewKeys.resume }),
    });
  return (
    <Button variant="default" onClick={remove} data-testid="resume-delete">
      Delete
    </Button>
  );
}
