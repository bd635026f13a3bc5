import { expect, test } from "vitest";
import { ApiError } from "@/api/client";
import { fieldErrors } from "./fieldErrors";

const refused = (status: number, detail: Partial<ApiError["detail"]>) =>
  new ApiError(status, { code: "X", message: "No.", ...detail });

test("every named field gets its own sentence", () => {
  const errors = [
    { field: "attributes.tempo", message: "too slow" },
    { field: "attributes.instruments.primary.0", message: "unknown" },
  ];
  const error = refused(422, { field: "attributes.tempo", errors });
  expect(fieldErrors(error)).toEqual({ tempo: "too slow", primary: "unknown" });
});

test("a broken rule names its field without a list", () => {
  expect(fieldErrors(refused(400, { field: "duration", message: "At most 240 s." }))).toEqual({
    duration: "At most 240 s.",
  });
});

test("what belongs to no field of the form is left to the note", () => {
  expect(fieldErrors(refused(404, { field: "prompt_id" }))).toEqual({});
  expect(fieldErrors(refused(0, {}))).toEqual({});
  expect(fieldErrors(new Error("x"))).toEqual({});
  expect(fieldErrors(null)).toEqual({});
});

test("a name that only begins like a field is not that field", () => {
  expect(fieldErrors(refused(422, { field: "attributes.keys" }))).toEqual({});
});
