import type { AlbumChoice, AlbumId } from '@keepsake/engine';
import { EVERYTHING_ALBUM_ID } from '../../device/folder-albums.ts';
import { isWithin } from '../../device/library-roots.ts';
import type { LibraryFolders, Profile } from '../../profile/profile.ts';
import { isBegun } from '../../session/backed-up-libraries.ts';
import { readOwners } from '../../session/ledger-owners.ts';
import { readLedger } from '../../session/read-ledger.ts';
import { mergeChoices, type LibraryChoices } from '../folders/merge-choices.ts';
import type { Wishes } from './open-library.ts';

type Kept = Pick<Profile, 'ledgerFolder' | 'readLibraries' | 'changeLibraries'>;

const isCovered = (path: string, folders: LibraryFolders): boolean =>
  folders.some((folder) => isWithin(folder, path));

/** What a person backed up from this computer beside the library that is shown. */
export class OtherFolders {
  readonly #profile: Kept;
  /** Libraries of which something was chosen; that stays so. */
  readonly #begun = new Set<string>();

  constructor(profile: Kept) {
    this.#profile = profile;
  }

  /** The folders that they backed up, and that are in none of `shown`. */
  async read(userId: string, shown: LibraryFolders): Promise<readonly string[]> {
    const libraries = await this.#others(userId, shown);
    const paths = libraries.flat().filter((path) => !isCovered(path, shown));
    return [...new Set(paths)].filter(
      (path) => !paths.some((other) => other !== path && isWithin(other, path)),
    );
  }

  /**
   * What was chosen in the library that is shown, and in those that `folders` take in. What was said when `folders` were one library before
   * holds for those of them alone that are in none of these; all else of it is taken back.
   */
  async wishesFor(
    userId: string,
    folders: LibraryFolders,
    shown: LibraryChoices & { readonly wishes: Wishes },
  ): Promise<Wishes> {
    const libraries: LibraryChoices[] = [shown];
    for (const other of await this.#others(userId, shown.folders)) {
      if (!other.every((path) => isCovered(path, folders))) continue;
      libraries.push({ folders: other, choices: await this.#chosenIn(userId, other) });
    }
    const said = libraries.flatMap((library) => library.folders);
    const rest = folders.filter((path) => !isCovered(path, said));
    const before = [...((await this.#chosenIn(userId, folders)) ?? [])];
    const isOfRest = (id: AlbumId): boolean =>
      id === EVERYTHING_ALBUM_ID || (isCovered(id, rest) && !isCovered(id, said));
    if (rest.length > 0)
      libraries.push({ folders: rest, choices: new Map(before.filter(([id]) => isOfRest(id))) });
    const none = before.map(([id]) => [id, 'none'] as const);
    return { ...shown.wishes, choices: new Map([...none, ...mergeChoices(folders, libraries)]) };
  }

  /** Undefined: there is none, or it cannot be read. */
  async #chosenIn(
    userId: string,
    folders: LibraryFolders,
  ): Promise<ReadonlyMap<AlbumId, AlbumChoice> | undefined> {
    const albums = await readLedger(this.#profile, userId, folders, (ledger) => ledger.readAlbums());
    const chosen = albums?.filter(({ choice }) => choice !== 'none');
    return chosen && new Map(chosen.map(({ id, choice }) => [id, choice]));
  }

  /** `folders` take the place of the library that was shown, and of those that lie in them; not where those are another person's, too. */
  async replace(userId: string | undefined, folders: LibraryFolders, shown: LibraryFolders): Promise<void> {
    const owners = await readOwners(this.#profile.ledgerFolder);
    const isAnothers = new Set(
      owners.filter((owner) => owner.userId !== userId).map((owner) => JSON.stringify(owner.folders)),
    );
    const isKept = (library: LibraryFolders): boolean => {
      const key = JSON.stringify(library);
      if (key === JSON.stringify(folders)) return false;
      const isReplaced = key === JSON.stringify(shown) || library.every((path) => isCovered(path, folders));
      return !isReplaced || isAnothers.has(key);
    };
    await this.#profile.changeLibraries((libraries) => [folders, ...libraries.filter(isKept)]);
  }

  /** They may be begun anew. */
  forget(): void {
    this.#begun.clear();
  }

  async #others(userId: string, shown: LibraryFolders): Promise<readonly LibraryFolders[]> {
    const others: LibraryFolders[] = [];
    for (const library of await this.#profile.readLibraries()) {
      if (library.every((path) => isCovered(path, shown))) continue;
      const key = JSON.stringify([userId, library]);
      if (!this.#begun.has(key) && (await isBegun(this.#profile, userId, library))) this.#begun.add(key);
      if (this.#begun.has(key)) others.push(library);
    }
    return others;
  }
}
