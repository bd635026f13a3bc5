import { type KeyboardEvent, useRef, useState } from "react";
import classes from "./Stars.module.css";

const PLACES = [1, 2, 3, 4, 5];
const STEPS: Record<string, number | undefined> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

interface Props {
  /** What is rated, and by what: “Overall rating of sample A”. */
  label: string;
  value: number | null;
  onRate: (stars: number) => void;
  disabled?: boolean;
  /** The focus goes here when what it stands in opens. */
  autoFocus?: boolean;
}

/**
 * Five stars to choose one of. Arrows move among them and Space or Enter chooses: a choice counts at once, so merely
 * passing a star must not be one.
 */
export function Stars({ label, value, onRate, disabled = false, autoFocus = false }: Props) {
  const group = useRef<HTMLDivElement>(null);
  const [shown, show] = useState<number | null>(null);
  const filled = shown ?? value ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...group.current!.querySelectorAll("button")];
    const next = buttons.findIndex((button) => button === document.activeElement) + step;
    buttons[(next + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={group}
      className={classes.stars}
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
      onPointerLeave={() => show(null)}
      onBlur={() => show(null)}
      data-value={value ?? ""}
      data-testid="stars"
    >
      {PLACES.map((place) => (
        <button
          key={place}
          type="button"
          role="radio"
          aria-checked={place === value}
          aria-label={place === 1 ? "1 star" : `${place} stars`}
          tabIndex={place === (value ?? 1) ? 0 : -1}
          className={classes.star}
          data-filled={place <= filled}
          disabled={disabled}
          onPointerEnter={({ pointerType }) => pointerType === "mouse" && show(place)}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && show(place)}
          onClick={() => {
            show(null);
            if (place !== value) onRate(place);
          }}
          data-star={place}
          data-autofocus={(autoFocus && place === (value ?? 1)) || undefined}
        >
          <Star />
        </button>
      ))}
    </div>
  );
}

interface ShownProps {
  value: number | null;
  digits?: number;
  /** One star and the number, where there is no room for five. */
  short?: boolean;
}

/** An average as stars filled as far as it goes, with the number. */
export function StarsShown({ value, digits = 1, short = false }: ShownProps) {
  if (value === null) return <span className={classes.none}>not rated</span>;
  const number = value.toFixed(digits);
  return (
    <span className={classes.shown} data-testid="stars-shown">
      <span className={classes.row} role="img" aria-label={`${number} of 5 stars`}>
        <span className={classes.empty}>{short ? <Star /> : ROW}</span>
        <span className={classes.full} style={{ width: `${value * 20}%` }}>
          {short ? <Star /> : ROW}
        </span>
      </span>
      <span className={classes.number} aria-hidden="true">
        {short ? number : `(${number})`}
      </span>
    </span>
  );
}

const Star = () => (
  <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true" strokeWidth="1.5" strokeLinejoin="round">
    <path d="M12 3l2.700 5.800 6.300.8-4.600 4.400 1.200 6.300L12 17.200l-5.600 3.100 1.200-6.300L3 9.600l6.300-.8z" />
  </svg>
);

const ROW = PLACES.map((place) => <Star key={place} />);
