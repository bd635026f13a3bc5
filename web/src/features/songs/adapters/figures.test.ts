import { expect, test } from "vitest";
import { againstBase, rated } from "./figures";

const figures = (ratings: number, average_rating: number | null) => ({ jobs: 1, samples: 1, ratings, average_rating });

test("a mean says of how many ratings it is", () => {
  expect(rated(figures(3, 4))).toBe("4.00 (3)");
  expect(rated(figures(0, null))).toBe("–");
});

test("the engine alone stands beside it where it was rated", () => {
  expect(againstBase(figures(0, null), figures(2, 3))).toBe("Nobody has rated a sample of it yet.");
  expect(againstBase(figures(1, 4), figures(0, null))).toBe(
    "Rated 4.00 on average (1 rating); the engine alone has no rating yet.",
  );
  expect(againstBase(figures(1, 4), figures(2, 2.5))).toBe(
    "Rated 4.00 on average (1 rating); the engine alone 2.50 (2 ratings).",
  );
});
