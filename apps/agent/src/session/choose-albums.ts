import { sep } from 'node:path';
import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { printable } from '../display/format.ts';

/**
 * What `--select` and `--exclude` make of the albums. Pure.
 *
 * With a `--select` the choice is exactly what was said; with `--exclude` alone the exclusions are replaced and the
 * selection stays; with neither nothing changes. Where nothing was ever selected, everything is: a backup that was asked
 * for must not quietly do nothing.
 *
 * @throws CommandError for a name that no album has
 */
export function planChoices(
  albums: readonly AlbumRecord[],
  { select, exclude }: { readonly select: readonly string[]; readonly exclude: readonly string[] },
): ReadonlyMap<AlbumId, AlbumChoice> {
  const selected =
    select.length > 0 ? matching(albums, select) : albums.filter((album) => album.choice === 'selected');
  const excluded =
    exclude.length > 0
      ? matching(albums, exclude)
      : select.length > 0
        ? []
        : albums.filter((album) => album.choice === 'excluded');
  const selection = selected.length > 0 ? selected : albums.filter((album) => album.kind === 'everything');

  const wanted = new Map<AlbumId, AlbumChoice>(albums.map((album) => [album.id, 'none']));
  for (const album of selection) wanted.set(album.id, 'selected');
  for (const album of excluded) wanted.set(album.id, 'excluded');
  return new Map(
    albums
      .filter((album) => wanted.get(album.id) !== album.choice)
      .map((album) => [album.id, wanted.get(album.id) as AlbumChoice]),
  );
}

function matching(albums: readonly AlbumRecord[], names: readonly string[]): readonly AlbumRecord[] {
  return names.flatMap((name) => {
    const wanted = name.normalize('NFC').replace(/(?<=.)[/\\]+$/, '');
    const found = albums.filter(
      (album) =>
        album.name.normalize('NFC') === wanted ||
        album.id === wanted ||
        album.id.normalize('NFC').endsWith(sep + wanted),
    );
    if (found.length > 0) return found;
    const known = albums.map((album) => printable(album.name));
    const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '');
    throw new CommandError(`There is no album "${printable(name)}". The albums are: ${shown}.`);
  });
}
