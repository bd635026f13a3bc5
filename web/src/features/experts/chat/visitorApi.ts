import { useQuery } from "@tanstack/react-query";
import { api, ApiError, ask, type Schemas } from "@/api/client";
import { ROOT } from "@/api/root";
import { EventParser } from "@/api/serverEvents";
import { keepVisitorToken, visitorHeaders } from "./visitor";

export type ChatEvent =
  | Schemas["StatusEvent"]
  | Schemas["DeltaEvent"]
  | Schemas["ResultEvent"]
  | Schemas["ErrorEvent"]
  | Schemas["DoneEvent"];
export type ChatResult = Schemas["ResultEvent"];
export type ChatExpert = Schemas["Card"];
export type ChatMessage = NonNullable<Schemas["ChatRequest"]["history"]>[number];
export type Vote = Schemas["FeedbackRequest"]["vote"];

// The server says every ten seconds that it is still there.
const SILENCE_MS = 30_000;

/** The stream ended, or fell silent, before the server said that it was done. */
export class ConnectionLost extends Error {}

/**
 * The events of one answer, up to `done`.
 *
 * @throws ApiError if the question was refused, ConnectionLost if the stream broke, the signal's reason if it was left.
 */
export async function* answer(query: string, history: ChatMessage[], signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const silence = new AbortController();
  const response = await open({ query, history }, AbortSignal.any([signal, silence.signal]));
  const parser = new EventParser();
  const reader = response.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) break;
      for (const { data } of parser.feed(value)) {
        const event = JSON.parse(data) as ChatEvent;
        if (event.event === "result") keepVisitorToken(event.visitor_token);
        yield event;
        if (event.event === "done") return;
      }
    }
  } catch (cause) {
    throw signal.aborted ? cause : new ConnectionLost();
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  throw new ConnectionLost();
}

async function open(body: Schemas["ChatRequest"], signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const headers = { "Content-Type": "application/json", ...visitorHeaders() };
  const asked = { method: "POST", headers, body: JSON.stringify(body), signal };
  const response = await fetch(`${ROOT}/api/v1/experts/chat`, asked).catch((cause: unknown) => {
    throw signal.aborted ? cause : new ConnectionLost();
  });
  if (!response.ok || !response.body) throw await refusal(response);
  return response.body;
}

async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Schemas["ErrorBody"]> | null;
  const message = `The server answered ${response.status}. Try again in a moment.`;
  return new ApiError(response.status, body?.detail ?? { code: "HTTP_ERROR", message });
}

/** Who this visitor is to the server: whether profiles are open, and what they agree to with their email. */
export const useVisitor = () =>
  useQuery({
    queryKey: ["visitor"],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const visitor = await ask(api.GET("/api/v1/experts/visitor", { headers: visitorHeaders(), signal }));
      keepVisitorToken(visitor.visitor_token);
      return visitor;
    },
  });

/** Opens the profiles for this visitor. */
export const giveEmail = (email: string, query: string) =>
  ask(api.POST("/api/v1/experts/email-capture", { body: { email, query }, headers: visitorHeaders() }));

/** An answer once more, with the ways to the profiles once they are open. */
export const readAnswer = (conversation_id: string) =>
  ask(
    api.GET("/api/v1/experts/chat/{conversation_id}", {
      params: { path: { conversation_id } },
      headers: visitorHeaders(),
    }),
  );

/** Sent and forgotten: it outlives the page, and nobody waits for the answer. */
export function sendVote(body: Schemas["FeedbackRequest"]): void {
  void api
    .POST("/api/v1/experts/feedback", { body, headers: visitorHeaders(), keepalive: true })
    .catch(() => undefined);
}
