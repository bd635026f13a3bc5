import { Skeleton, Title } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { type Posting, usePosting, useSavePosting } from "@/api/interviews";
import { notify } from "@/components/notices";
import { useTitle } from "@/components/useTitle";
import { Unavailable } from "@/components/Unavailable";
import { PostingForm } from "./PostingForm";
import { NOTHING, toPosting, toWords } from "./postingWords";

/** A posting: a new one, or one to change. */
export function PostingPage() {
  const { postingId } = useParams();
  return postingId ? <Change id={postingId} /> : <Add />;
}

function Add() {
  useTitle("New posting");
  const navigate = useNavigate();
  const save = useSavePosting();
  return (
    <>
      <Title order={1} mb={16}>
        New posting
      </Title>
      <PostingForm
        initial={NOTHING}
        save={(words) =>
          save.mutate(toPosting(words), { onSuccess: ({ id }) => void navigate(`/interviews/new?posting=${id}`) })
        }
        label="Save and set up a session"
        pending={save.isPending}
        error={save.error}
      />
    </>
  );
}

function Change({ id }: { id: string }) {
  const { data, error, refetch } = usePosting(id);
  if (data) return <ChangeForm key={data.id} posting={data} />;
  if (!error) return <Skeleton height={480} aria-label="Loading the posting" />;
  return (
    <Unavailable
      error={error}
      what="posting"
      to="/interviews/postings"
      all="All postings"
      retry={() => void refetch()}
    />
  );
}

function ChangeForm({ posting }: { posting: Posting }) {
  useTitle(posting.title);
  const save = useSavePosting();
  return (
    <>
      <Title order={1} mb={16}>
        {posting.title}
      </Title>
      <PostingForm
        initial={toWords(posting)}
        save={(words) =>
          save.mutate(
            { id: posting.id, ...toPosting(words) },
            { onSuccess: () => notify({ id: "posting", text: "Saved. Sessions that began before keep it as it was." }) },
          )
        }
        label="Save"
        pending={save.isPending}
        error={save.error}
      />
    </>
  );
}
