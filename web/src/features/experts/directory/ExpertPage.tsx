import { Button, Skeleton, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { deleteExpert, type Expert, expertKeys, useExpert } from "@/api/experts";
import { Unavailable } from "@/components/Unavailable";
import { removeLater } from "@/components/undo";
import { ExpertHead } from "../ExpertHead";
import { ExpertForm } from "./ExpertForm";
import { Findability } from "./Findability";
import { nameOf } from "./DirectoryTable";
import common from "../experts.module.css";
import classes from "./directory.module.css";

/** One expert, to be changed, and what would make them easier to find. */
export function ExpertPage() {
  const { expertId = "" } = useParams();
  const { data, error, refetch } = useExpert(expertId);
  if (data) return <OneExpert key={data.id} expert={data} />;
  if (!error) return <Skeleton height={640} aria-label="Loading the expert" />;
  return (
    <Unavailable error={error} what="expert" to="/experts/directory" all="The directory" retry={() => void refetch()} />
  );
}

function OneExpert({ expert }: { expert: Expert }) {
  return (
    <>
      <ExpertHead title={nameOf(expert)}>{expert.can_edit && <DeleteButton expert={expert} />}</ExpertHead>
      <div className={classes.columns}>
        <ExpertForm expert={expert} />
        <section aria-label="Findability" data-testid="findability">
          <Title order={2} mb={8}>
            Findability
          </Title>
          <Findability value={expert.findability} /> <span className={common.hint}>of 100</span>
          {expert.advice.length ? (
            <ul className={classes.advice}>
              {expert.advice.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p className={common.quiet}>Searches find everything that they can find of this profile.</p>
          )}
        </section>
      </div>
    </>
  );
}

function DeleteButton({ expert }: { expert: Expert }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = () => {
    const settle = () => client.refetchQueries({ queryKey: expertKeys.directory });
    removeLater({ id: expert.id, title: nameOf(expert), remove: () => deleteExpert(expert.id), settle });
    void navigate("/experts/directory");
  };
  return (
    <Button variant="default" size="compact-md" onClick={remove} data-testid="expert-delete">
      Delete
    </Button>
  );
}
