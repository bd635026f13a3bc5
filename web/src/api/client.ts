import createClient from "openapi-fetch";
import { ROOT } from "./root";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Job = Schemas["JobOut"];
export type JobStatus = Job["status"];
export type Audio = Schemas["AudioOut"];
export type Engine = Schemas["EngineOut"];

export const api = createClient<paths>({ baseUrl: ROOT });

/** What the server refused, in its own words; status 0 means that it did not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: Schemas["ErrorDetail"],
  ) {
    super(detail.message);
    this.name = "ApiError";
  }
}

const UNREACHABLE = {
  code: "UNREACHABLE",
  message: "The server does not answer. Check that it is running; nothing was changed.",
};

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a call; throws ApiError for every other outcome. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((cause: unknown) => {
    throw isAbort(cause) ? cause : new ApiError(0, UNREACHABLE);
  });
  if (!answer.response.ok) throw new ApiError(answer.response.status, detailOf(answer));
  return answer.data as T;
}

function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "AbortError";
}

function detailOf({ error, response }: Answer<unknown>): Schemas["ErrorDetail"] {
  const detail = (error as Partial<Schemas["ErrorBody"]> | undefined)?.detail;
  if (detail?.message) return detail;
  const message = `The server answered ${response.status} ${response.statusText}`.trim() + ".";
  return { code: "HTTP_ERROR", message };
}
