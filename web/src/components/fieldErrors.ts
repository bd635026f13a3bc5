import { ApiError } from "@/api/client";

/** The server's words for one field of a form, if it found fault with that one. */
export function errorAt(error: Error | null, ...fields: string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { field, errors, message } = error.detail;
  if (field && fields.includes(field)) return message;
  return errors?.find((one) => one.field !== undefined && fields.includes(one.field))?.message;
}

/** The error, unless it was shown at one of these fields. */
export const elsewhere = (error: Error | null, ...fields: string[]): Error | null =>
  error && errorAt(error, ...fields) === undefined ? error : null;
