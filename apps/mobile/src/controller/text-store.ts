/** Where text is kept under a name, beyond the process: the browser's `localStorage`, or what is like it. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}
