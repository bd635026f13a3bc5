import { DIMENSIONS, type Feedback } from "@/api/interviewFeedback";
import { Radar } from "@/components/charts/Radar";
import classes from "./review.module.css";

/** The four scores as a table of bars, and their shape beside it. */
export function Scores({ feedback }: { feedback: Feedback }) {
  const axes = DIMENSIONS.map(({ name, score }) => ({ name, value: feedback[score] }));
  return (
    <div className={classes.scores}>
      <table className={classes.scoreTable} data-testid="scores">
        <tbody>
          {axes.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={classes.scoreBar}>
                <span className={classes.track} aria-hidden="true">
                  <span style={{ width: `${value}%` }} />
                </span>
              </td>
              <td className={classes.value}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Radar axes={axes} />
    </div>
  );
}
