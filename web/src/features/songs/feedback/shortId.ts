/** Enough of an id for a person to tell two apart. */
export const shortId = (id: string) => id.slice(0, 6);
