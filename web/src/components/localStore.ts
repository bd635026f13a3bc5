/** What a browser remembers of one person; where storage is forbidden or full, nothing is remembered. */
export const localStore = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
    } catch {
      // Then it lives as long as the page.
    }
  },
};
