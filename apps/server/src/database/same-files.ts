import { statSync } from 'node:fs';
import { ServerError } from '../errors/server-error.ts';

/**
 * Remembers which files lie under the names of an open database. The returned function throws once others do, or none:
 * what is written from then on would be gone with the process.
 *
 * @throws ServerError unavailable, from the returned function
 */
export function rememberFiles(file: string): () => void {
  // Without the last one, other programs do not see that the log of the second is in use, and write over it.
  const files = [file, `${file}-wal`, `${file}-shm`];
  const known = files.map(identityOf);
  return () => {
    if (files.every((name, index) => identityOf(name) === known[index])) return;
    const cause = new Error(
      `The database ${file} was moved, removed or replaced while it was in use; put it back, or start the server again.`,
    );
    throw new ServerError('unavailable', undefined, { cause });
  };
}

function identityOf(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
