import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from '../../profile/profile.ts';
import { readOwners } from '../../session/ledger-owners.ts';
import { ledgerNameOf } from '../../session/library-choice.ts';

/**
 * Removes all that was observed of a person's libraries: their ledgers, with what lies beside them, and the libraries that nobody
 * else backed up from here. They are closed by now. What is another person's stays as it is.
 */
export async function forgetLedgers(
  profile: Pick<Profile, 'ledgerFolder' | 'readLibraries' | 'changeLibraries'>,
  userId: string,
): Promise<void> {
  const { ledgerFolder } = profile;
  const libraries = await profile.readLibraries();
  const owners = await readOwners(ledgerFolder);
  const ledgers = new Set([
    ...owners.filter((owner) => owner.userId === userId).map(({ ledgerName }) => ledgerName),
    // Those from before it was noted whose they are.
    ...libraries.map((folders) => ledgerNameOf(userId, folders)),
  ]);
  const left: string[] = [];
  for (const name of await readdir(ledgerFolder)) {
    if ([...ledgers].some((ledger) => name.startsWith(ledger)))
      await rm(join(ledgerFolder, name), { force: true });
    else left.push(name);
  }
  const isAnybodys = left.some((name) => name.endsWith('.sqlite') && !left.includes(`${name}.owner`));
  const wanted = new Set(
    owners.filter((owner) => owner.userId !== userId).map(({ folders }) => JSON.stringify(folders)),
  );
  await profile.changeLibraries((now) =>
    now.filter((folders) => isAnybodys || wanted.has(JSON.stringify(folders))),
  );
}
