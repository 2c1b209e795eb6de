import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { printable } from '../display/format.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * The folders that a command speaks of: those that were named, else those of the last backup.
 *
 * A library is a set of folders. Each has a ledger of its own, so that backing up another folder never makes the
 * first one's photos look deleted.
 */
export async function chooseLibrary(named: readonly string[], profile: Profile): Promise<readonly string[]> {
  if (named.length > 0) return [...new Set(await Promise.all(named.map(realFolder)))].sort();
  const last = await profile.readLastLibrary();
  if (last.length > 0) return last;
  throw new CommandError('Say which folder to back up, for example: keepsake backup ~/Pictures');
}

async function realFolder(folder: string): Promise<string> {
  if (folder === '') throw new CommandError('The name of a folder is missing.');
  let real: string;
  let isFolder: boolean;
  try {
    real = await realpath(folder);
    isFolder = (await stat(real)).isDirectory();
  } catch {
    throw new CommandError(
      `The folder ${printable(resolve(folder))} cannot be found. Check its name, or connect its disk.`,
      EXIT.libraryUnavailable,
    );
  }
  if (isFolder) return real;
  throw new CommandError(
    `${printable(real)} is a file. Name the folder that it is in.`,
    EXIT.libraryUnavailable,
  );
}

/**
 * The ledger's file name: one for each person and library. The server's address is no part of it, because a server that
 * moves to another address still keeps the same photos, and a person's id is unique over all servers.
 */
export function ledgerNameOf(userId: string, folders: readonly string[]): string {
  const key = JSON.stringify([userId, ...folders]);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.sqlite`;
}
