import { useMutation } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";

export type LabVariant = Schemas["LabVariant"];
export type LabRun = Schemas["LabRun"];
export type LabExpert = Schemas["LabExpert"];
export type LabOut = Schemas["LabOut"];

export const MOST_VARIANTS = 3;

/** What visitors get now for a query, and what they would get. Nothing is kept of it. */
export const useLab = () =>
  useMutation({ mutationFn: (body: Schemas["LabRequest"]) => ask(api.POST("/api/v1/experts/lab", { body })) });
