import { readFile } from 'node:fs/promises';

const ROOT = new URL('../../../../', import.meta.url);

/** The text of a page of this repository, for tests that hold a page to the code. */
export function readPage(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}
