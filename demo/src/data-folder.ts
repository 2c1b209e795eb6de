import { resolve } from 'node:path';

/**
 * Where the server keeps what it is sent. What the demo makes is apart from a person's own photos, so that one can be
 * deleted without the other.
 *
 * @param named the server's own variable, which wins
 */
export function dataFolderOf(named: string | undefined, isDemo: boolean): string {
  return resolve(named || (isDemo ? 'demo-data' : 'data'));
}
