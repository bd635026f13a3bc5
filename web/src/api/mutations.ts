import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, ApiError, ask, type Schemas } from "./client";
import { putJob } from "./jobCache";
import { keys } from "./keys";

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/generate/{job_id}", { params: { path: { job_id: id } } })),
    onSuccess: (job) => putJob(client, job),
    // Most likely it has just finished: show what is true now.
    onError: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}

export function useRetryJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.POST("/api/v1/generate/{job_id}/retry", { params: { path: { job_id: id } } })),
    onSuccess: (job) => putJob(client, job),
  });
}

export interface Order {
  prompt: Schemas["PromptCreate"];
  job: Omit<Schemas["GenerateRequest"], "prompt_id">;
}

/** Store the prompt, then ask for music; a prompt that was stored before a refusal is used again. */
export function useGenerate() {
  const client = useQueryClient();
  const stored = useRef({ as: "", id: "" });
  return useMutation({
    mutationFn: async ({ prompt, job }: Order) => {
      const as = JSON.stringify(prompt);
      if (stored.current.as !== as) {
        const { id } = await ask(api.POST("/api/v1/prompts", { body: prompt }));
        stored.current = { as, id };
      }
      return ask(api.POST("/api/v1/generate", { body: { ...job, prompt_id: stored.current.id } }));
    },
    onSuccess: (job) => putJob(client, job),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 404) stored.current = { as: "", id: "" };
    },
  });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => ask(api.POST("/api/v1/auth/session", { body: { token } })),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteJob = (id: string) =>
  ask(api.DELETE("/api/v1/jobs/{job_id}", { params: { path: { job_id: id } }, keepalive: true }));
