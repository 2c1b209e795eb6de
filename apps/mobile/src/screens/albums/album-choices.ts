import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { foldText } from '../../components/fold-text.ts';

/** What the person changed and has not saved; an album that is as it was is absent. */
export type Draft = ReadonlyMap<AlbumId, AlbumChoice>;

export type AlbumTab = 'selected' | 'excluded';

/** An album with the choice that would be saved. */
export interface DraftedAlbum {
  readonly album: AlbumRecord;
  readonly choice: AlbumChoice;
  /** The album that it lies in. */
  readonly parent: AlbumRecord | undefined;
  /** The nearest album around it that is excluded, and so keeps all of it out. */
  readonly excludedAround: AlbumRecord | undefined;
}

/** The albums as they would be saved: that of everything first, then by name, those within an album after it. */
export function draftAlbums(
  albums: readonly AlbumRecord[],
  draft: Draft,
  language: string,
): readonly DraftedAlbum[] {
  const byId = new Map(albums.map((album) => [album.id, album]));
  const choiceOf = (album: AlbumRecord): AlbumChoice => draft.get(album.id) ?? album.choice;
  const pathOf = (album: AlbumRecord): readonly AlbumRecord[] => {
    const path = [album];
    for (let at = parentOf(album, byId); at !== undefined && !path.includes(at); at = parentOf(at, byId))
      path.unshift(at);
    return path;
  };
  const collator = new Intl.Collator(language, { numeric: true });
  return albums
    .map((album) => ({ album, path: pathOf(album) }))
    .sort((a, b) => {
      if (a.album.kind !== b.album.kind) return a.album.kind === 'everything' ? -1 : 1;
      return comparePaths(a.path, b.path, collator);
    })
    .map(({ album, path }) => ({
      album,
      choice: choiceOf(album),
      parent: path.at(-2),
      excludedAround: path
        .slice(0, -1)
        .reverse()
        .find((around) => choiceOf(around) === 'excluded'),
    }));
}

/** The draft after an album was touched under a tab: it is chosen so, or, when it was, as it is saved or nothing at all. */
export function touchAlbum(draft: Draft, { album, choice }: DraftedAlbum, tab: AlbumTab): Draft {
  const off = album.choice === tab ? 'none' : album.choice;
  return chooseAlbum(draft, album, choice === tab ? off : tab);
}

/** The draft after all of these were selected, without those that are excluded; or, when all were, after none is. */
export function touchAll(draft: Draft, albums: readonly DraftedAlbum[], tab: AlbumTab): Draft {
  const choice = areAllChosen(albums, tab) ? 'none' : tab;
  return selectableOf(albums, tab).reduce((next, { album }) => chooseAlbum(next, album, choice), draft);
}

/** Whether nothing is left that "Select all" could select. */
export function areAllChosen(albums: readonly DraftedAlbum[], tab: AlbumTab): boolean {
  return selectableOf(albums, tab).every(({ choice }) => choice === tab);
}

/** Whoever wants all wants nothing back that was excluded; and excludes nothing that was not named. */
function selectableOf(albums: readonly DraftedAlbum[], tab: AlbumTab): readonly DraftedAlbum[] {
  return albums.filter(({ choice }) => (tab === 'selected' ? choice !== 'excluded' : choice === 'excluded'));
}

/** Whether a name has these words in it, whatever the case and accents. */
export function hasWords(name: string, text: string): boolean {
  const folded = foldText(name);
  return foldText(text)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

function chooseAlbum(draft: Draft, album: AlbumRecord, choice: AlbumChoice): Draft {
  const next = new Map(draft);
  if (choice === album.choice) next.delete(album.id);
  else next.set(album.id, choice);
  return next;
}

function parentOf(album: AlbumRecord, byId: ReadonlyMap<AlbumId, AlbumRecord>): AlbumRecord | undefined {
  return album.parentId === undefined ? undefined : byId.get(album.parentId);
}

function comparePaths(a: readonly AlbumRecord[], b: readonly AlbumRecord[], collator: Intl.Collator): number {
  for (const [index, album] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = collator.compare(album.name, other.name) || (album.id < other.id ? -1 : 1);
    if (album.id !== other.id) return order;
  }
  return a.length - b.length;
}
