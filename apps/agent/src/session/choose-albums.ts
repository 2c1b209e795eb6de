import { sep } from 'node:path';
import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { printable, shellWord } from '../display/format.ts';

/** The albums whose choice changes, and what the person must be told of the words they chose with. */
export interface ChoicePlan {
  readonly choices: ReadonlyMap<AlbumId, AlbumChoice>;
  /** Whole sentences. */
  readonly notes: readonly string[];
  /** Names to exclude that no album has now. */
  readonly unknownExclusions: readonly string[];
}

/** What changes nothing. */
export const KEEP_CHOICES: ChoicePlan = { choices: new Map(), notes: [], unknownExclusions: [] };

/**
 * What `--select` and `--exclude` make of the albums. Pure.
 *
 * With a `--select` the choice is exactly what was said; with `--exclude` alone the exclusions are replaced and the
 * selection stays; with neither nothing changes. Where nothing was ever selected, everything is: a backup that was asked
 * for must not quietly do nothing.
 *
 * A name to exclude that no album has is noted: a folder that is empty today must not stop tomorrow's backup. Earlier
 * exclusions then stay as well, because the name may have meant one of them. But one that an album has in other letters
 * is refused: going on would send what was to be left out.
 *
 * @throws CommandError for a name to select that no album has, and for a name to exclude that is nearly one's
 */
export function planChoices(
  albums: readonly AlbumRecord[],
  { select, exclude }: { readonly select: readonly string[]; readonly exclude: readonly string[] },
): ChoicePlan {
  const selected =
    select.length > 0
      ? select.flatMap((name) => selectedBy(albums, name))
      : albums.filter((album) => album.choice === 'selected');
  const selection = selected.length > 0 ? selected : albums.filter((album) => album.kind === 'everything');

  const unknown = exclude.filter((name) => matching(albums, name).length === 0);
  for (const name of unknown) refuseNearMiss(albums, name);
  const excluded = exclude.flatMap((name) => matching(albums, name));
  const isReplaced = select.length + exclude.length > 0 && unknown.length === 0;
  if (!isReplaced) excluded.push(...albums.filter((album) => album.choice === 'excluded'));

  const wanted = new Map<AlbumId, AlbumChoice>(albums.map((album) => [album.id, 'none']));
  for (const album of selection) wanted.set(album.id, 'selected');
  for (const album of excluded) wanted.set(album.id, 'excluded');
  return {
    choices: new Map(
      albums
        .filter((album) => wanted.get(album.id) !== album.choice)
        .map((album) => [album.id, wanted.get(album.id) as AlbumChoice]),
    ),
    notes: unknown.map(
      (name) => `There is no album "${printable(name)}" now; nothing is excluded by that name.`,
    ),
    unknownExclusions: unknown,
  };
}

function refuseNearMiss(albums: readonly AlbumRecord[], name: string): void {
  const wanted = looseKey(name);
  const near = albums.filter(
    (album) => looseKey(album.name) === wanted || `/${looseKey(album.id)}`.endsWith(`/${wanted}`),
  );
  if (wanted === '' || near.length === 0) return;
  // The path, where the name means other albums as well.
  const isNear = (album: AlbumRecord): boolean => near.includes(album);
  const exactNames = near.map(({ id, name: nearName }) =>
    albums.filter((album) => album.name === nearName).every(isNear) ? nearName : id,
  );
  const options = [...new Set(exactNames)].map((exact) => `--exclude ${shellWord(exact)}`);
  const known = [...new Set(near.map((album) => `"${printable(album.name)}"`))].join(' and ');
  throw new CommandError(
    `There is no album "${printable(name)}", but there is ${known}; nothing was sent. Write the name exactly so: ${options.join(' ')}`,
  );
}

/** Equal for names that a person may take for one: whatever their letter case, Unicode form and spaces around. */
function looseKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .split(/[/\\]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

function selectedBy(albums: readonly AlbumRecord[], name: string): readonly AlbumRecord[] {
  const found = matching(albums, name);
  if (found.length > 0) return found;
  const known = albums.map((album) => printable(album.name));
  const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '');
  throw new CommandError(`There is no album "${printable(name)}". The albums are: ${shown}.`);
}

function matching(albums: readonly AlbumRecord[], name: string): readonly AlbumRecord[] {
  const wanted = name.normalize('NFC').replace(/(?<=.)[/\\]+$/, '');
  return albums.filter(
    (album) =>
      album.name.normalize('NFC') === wanted ||
      album.id === wanted ||
      album.id.normalize('NFC').endsWith(sep + wanted),
  );
}
