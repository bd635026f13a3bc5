import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

export type Person = Schemas["PersonOut"];
export type Role = Person["role"];
export type Invite = Schemas["InviteOut"];
export type ApiKey = Schemas["KeyOut"];

export const accountKeys = {
  options: ["auth", "options"],
  apiKeys: ["accounts", "keys"],
  people: ["accounts", "people"],
  invites: ["accounts", "invites"],
} as const;

const PAGE_SIZE = 50;

/** How one signs in here, and who may sign up. */
export const useAuthOptions = () =>
  useQuery({
    queryKey: accountKeys.options,
    staleTime: 60_000,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/auth/options", { signal })),
  });

export interface Credentials {
  email: string;
  password: string;
}

const openSession = (body: Credentials) => ask(api.POST("/api/v1/auth/session", { body }));

/** Everything that was cached belongs to whoever was here before. */
function useFreshStart() {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] && queryKey[0] !== "auth" });
    await client.refetchQueries({ queryKey: keys.me });
  };
}

export function usePasswordSignIn() {
  const onSuccess = useFreshStart();
  return useMutation({ mutationFn: openSession, onSuccess });
}

/** Make an account, then sign in with it. */
export function useRegister() {
  const onSuccess = useFreshStart();
  return useMutation({
    mutationFn: async ({ invite, ...credentials }: Credentials & { invite?: string }) => {
      await ask(api.POST("/api/v1/auth/register", { body: { ...credentials, ...(invite && { invite }) } }));
      await openSession(credentials);
    },
    onSuccess,
  });
}

export const useResetPassword = () =>
  useMutation({
    mutationFn: (body: { token: string; password: string }) => ask(api.POST("/api/v1/auth/reset", { body })),
  });

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      ask(api.PATCH("/api/v1/users/me", { body })),
  });

/** Ends every sign-in of this account, this one too. */
export function useSignOutEverywhere() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/auth/sessions")),
    onSuccess: () => client.setQueryData(keys.me, null),
  });
}

export function useDeleteAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => ask(api.POST("/api/v1/users/me/deletion", { body: { password } })),
    onSuccess: () => {
      client.setQueryData(keys.me, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] && queryKey[0] !== "auth" });
    },
  });
}

export const useApiKeys = (enabled: boolean) =>
  useQuery({
    queryKey: accountKeys.apiKeys,
    enabled,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/users/me/keys", { params: { query: { limit: PAGE_SIZE } }, signal })),
  });

export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => ask(api.POST("/api/v1/users/me/keys", { body: { name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.apiKeys }),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/users/me/keys/{key_id}", { params: { path: { key_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.apiKeys }),
  });
}

const pageOf = (cursor: string | null) => ({ query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } });

export const usePeople = (cursor: string | null) =>
  useQuery({
    queryKey: [...accountKeys.people, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/users", { params: pageOf(cursor), signal })),
  });

export function useChangePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; role?: Role; disabled?: boolean }) =>
      ask(api.PATCH("/api/v1/users/{user_id}", { params: { path: { user_id: id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.people }),
  });
}

export const useResetLink = () =>
  useMutation({
    mutationFn: (id: string) =>
      ask(api.POST("/api/v1/users/{user_id}/reset-link", { params: { path: { user_id: id } } })),
  });

export const useInvites = (cursor: string | null) =>
  useQuery({
    queryKey: [...accountKeys.invites, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/invites", { params: pageOf(cursor), signal })),
  });

export function useCreateInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["InviteCreate"]) => ask(api.POST("/api/v1/invites", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.invites }),
  });
}

export function useRevokeInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/invites/{invite_id}", { params: { path: { invite_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.invites }),
  });
}
