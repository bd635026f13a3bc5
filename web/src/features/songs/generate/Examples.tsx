import classes from "./GeneratePage.module.css";

const EXAMPLES = [
  "slow sad piano in D minor, 60 bpm",
  "warm lo-fi beat with electric piano, 80 bpm",
  "driving techno in A minor, 132 bpm, dark",
  "calm ambient pads with soft strings",
];

export function Examples({ choose }: { choose: (text: string) => void }) {
  return (
    <div className={classes.examples} role="group" aria-label="Examples">
      {EXAMPLES.map((text) => (
        <button key={text} type="button" className={classes.example} onClick={() => choose(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
