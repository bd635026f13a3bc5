import { useState } from "react";
import { type Order } from "@/components/feedback/ranking";
import { RankingList } from "@/components/feedback/RankingList";
import { Stars, StarsShown } from "@/components/feedback/Stars";
import { State } from "./State";

/** Stars to choose and to read, and an order to be made. */
export function Ratings() {
  const [stars, setStars] = useState<number | null>(null);
  const [order, setOrder] = useState<Order>([["A"], ["B", "C"], ["D"]]);
  return (
    <>
      <State name="To choose">
        <Stars label="Rating of an example" value={stars} onRate={setStars} />
      </State>
      <State name="A mean between two stars">
        <StarsShown value={3.54} />
      </State>
      <State name="In a list">
        <StarsShown value={4.2} short />
      </State>
      <State name="Without any">
        <StarsShown value={null} />
      </State>
      <State name="An order with a tie">
        <RankingList order={order} onChange={setOrder} nameOf={(id) => id} />
      </State>
    </>
  );
}
