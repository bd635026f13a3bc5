import { expect, test } from "vitest";
import { gain } from "./gain";

test("a gain that rounds to nothing has no sign", () => {
  for (const none of [0, -0, -0.04, 0.04]) expect(gain(none)).toBe("0.0 dB");
  expect(gain(-0.06)).toBe("−0.1 dB");
  expect(gain(-6.02)).toBe("−6.0 dB");
});
