import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../profile/json-file.ts';
import type { LibraryFolders } from '../profile/profile.ts';

/** Whose a ledger is, and of which folders. Its name, a hash of both, tells neither. */
export interface LedgerOwner {
  /** The name of its file. */
  readonly ledgerName: string;
  readonly userId: string;
  readonly folders: LibraryFolders;
}

const SUFFIX = '.owner';

/** Notes beside a ledger whose it is, once; where that cannot be written, nothing but forgetting needs it. */
export async function noteOwner(
  ledgerFile: string,
  { userId, folders }: Pick<LedgerOwner, 'userId' | 'folders'>,
): Promise<void> {
  const file = `${ledgerFile}${SUFFIX}`;
  await access(file)
    .catch(() => writeJsonFile(file, { userId, folders }))
    .catch(() => undefined);
}

/** What is noted of the ledgers in a folder. */
export async function readOwners(ledgerFolder: string): Promise<readonly LedgerOwner[]> {
  const names = (await readdir(ledgerFolder)).filter((name) => name.endsWith(SUFFIX));
  const owners = await Promise.all(
    names.map(async (name): Promise<readonly LedgerOwner[]> => {
      const file = await readJsonFile(join(ledgerFolder, name));
      const { userId, folders } = file.kind === 'read' ? file.fields : {};
      if (typeof userId !== 'string' || !Array.isArray(folders)) return [];
      const paths = (folders as unknown[]).filter((path) => typeof path === 'string');
      return [{ ledgerName: name.slice(0, -SUFFIX.length), userId, folders: paths }];
    }),
  );
  return owners.flat();
}
