/** What a tab remembers through a reload; where storage is forbidden or full, nothing is remembered. */
export const sessionStore = {
  read(name: string): string | null {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch {
      // Then it lives as long as the view.
    }
  },
};
