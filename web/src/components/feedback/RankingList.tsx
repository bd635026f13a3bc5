import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { GripIcon } from "@/components/icons";
import { dropped, inWords, type Order, placeOf, stepped } from "./ranking";
import { type Dragging, useDropPlace } from "./useDropPlace";
import classes from "./RankingList.module.css";

interface Props {
  order: Order;
  onChange: (order: Order) => void;
  /** The letter of a sample. */
  nameOf: (id: string) => string;
  /** What stands before each: a way to hear it. */
  besides?: (id: string) => ReactNode;
}

/**
 * Samples from the best down, to be dragged; what is dropped onto another is as good as that. The arrow keys do the
 * same, half a place a step.
 */
export function RankingList({ order, onChange, nameOf, besides }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<string | null>(null);
  const [told, tell] = useState("");
  const change = (id: string, next: Order) => {
    moved.current = id;
    onChange(next);
    tell(inWords(next, nameOf));
  };
  // In its new place it is a new button, which must have the focus that the old one had.
  useEffect(() => {
    list.current?.querySelector<HTMLElement>(`[data-id="${moved.current}"]`)?.focus();
    moved.current = null;
  }, [order]);
  const { dragging, gripOf } = useDropPlace(list, (id, drop) => change(id, dropped(order, id, drop)));
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    change(id, stepped(order, id, event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <div className={classes.ranking} data-testid="ranking" data-order={order.map((place) => place.map(nameOf).join("=")).join(">")}>
      <ol ref={list} className={classes.places} aria-label="Order, the best first">
        {order.map((place, index) => (
          <li key={index} className={classes.place} data-drop={dropMark(dragging, index, order.length)}>
            <span className={classes.number} aria-hidden="true">
              {numberOf(order, index)}
            </span>
            {place.map((id) => (
              <Fragment key={id}>
                {besides?.(id)}
                <button
                  type="button"
                  className={classes.grip}
                  aria-label={describe(order, id, nameOf)}
                  title="Drag, or move with ↑ and ↓; onto another means as good"
                  data-dragged={dragging?.id === id}
                  data-id={id}
                  data-testid={`grip-${nameOf(id)}`}
                  onKeyDown={(event) => onKeyDown(event, id)}
                  {...gripOf(id)}
                >
                  <GripIcon />
                  {nameOf(id)}
                </button>
              </Fragment>
            ))}
          </li>
        ))}
      </ol>
      <p className={classes.told} role="status">
        {told}
      </p>
    </div>
  );
}

/** As in sports: after two first places comes the third. */
const numberOf = (order: Order, index: number) => order.slice(0, index).reduce((count, place) => count + place.length, 1);

function describe(order: Order, id: string, nameOf: Props["nameOf"]): string {
  const at = placeOf(order, id);
  const others = order[at]!.filter((other) => other !== id).map(nameOf);
  const tied = others.length ? `, as good as ${others.join(" and ")}` : "";
  return `Sample ${nameOf(id)}, place ${numberOf(order, at)}${tied}`;
}

function dropMark(dragging: Dragging | null, index: number, count: number): string | undefined {
  if (!dragging) return undefined;
  const { drop } = dragging;
  if ("onto" in drop) return drop.onto === index ? "onto" : undefined;
  if (drop.before === index) return "before";
  return drop.before === count && index === count - 1 ? "after" : undefined;
}
