import type { Settings } from '@keepsake/engine';
import type { CommandContext } from '../cli/command-context.ts';
import { CommandError } from '../cli/command-error.ts';
import type { LibraryFolders } from '../profile/profile.ts';
import { librariesAround, pathWithin, type LibraryRequest } from '../session/library-choice.ts';
import { assetIdsOf, findNamedAsset, type Explained } from '../session/named-asset.ts';
import { notSeenSentence } from '../session/not-seen.ts';
import { withSession } from './with-session.ts';

/** What one library knows of a file. */
export interface Found {
  readonly folders: LibraryFolders;
  /** Those of its library. */
  readonly settings: Settings;
  readonly explained: Explained;
}

/**
 * What is known of a file: in the named library, else in each of the profile that its path lies in, the one that was
 * backed up last first. At least one.
 *
 * @throws CommandError when no library knows it; `hint` is the sentence that is added then, by whether there is such a file
 */
export async function findInLibraries(
  context: CommandContext,
  named: readonly string[],
  file: string,
  hint: (isThere: boolean) => string,
): Promise<readonly [Found, ...Found[]]> {
  const ids = await assetIdsOf(file);
  const requests: readonly LibraryRequest[] =
    named.length > 0
      ? [{ kind: 'named', folders: named }]
      : (await librariesAround(ids, context.profile)).map((folders) => ({ kind: 'known', folders }));
  const found: Found[] = [];
  const asked: string[] = [];
  for (const request of requests) {
    await withSession(context, request, async ({ controller, folders }) => {
      asked.push(...folders);
      const explained = await findNamedAsset(controller, file);
      if (explained === undefined) return;
      found.push({ folders, settings: await controller.readSettings(), explained });
    });
  }
  const [first, ...others] = found;
  if (first !== undefined) return [first, ...others];
  const id = pathWithin(asked, ids) ?? ids[0];
  throw new CommandError(await notSeenSentence(id, asked, hint));
}
