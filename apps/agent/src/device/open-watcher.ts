import { watch, type FSWatcher } from 'node:fs';

/** Has the system tell of changes in a folder; names of files come as bytes. Throws the operating system's own errors. */
export type OpenWatcher = (folder: string | Buffer, options: { readonly isRecursive: boolean }) => FSWatcher;

/** The system's own watching. */
export const openWatcher: OpenWatcher = (folder, { isRecursive }) =>
  watch(folder, { recursive: isRecursive, encoding: 'buffer' }, () => undefined);
