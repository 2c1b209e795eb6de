import { typed } from '../cli/command-name.ts';
import type { AlbumRecord, Statistics } from '@keepsake/engine';
import { formatAssets, printable, shellWord } from './format.ts';

/** Albums that are named one by one. */
const MOST_NAMED = 5;

/**
 * How much the selection of albums leaves out, and how everything is selected again; undefined when it leaves out
 * none. A selection is remembered: without this, new photos would be left out in silence. What is excluded stays so in
 * the command that is proposed.
 */
export function selectionSentence(
  { notSelectedCount }: Statistics,
  albums: readonly AlbumRecord[],
  folders: readonly string[],
): string | undefined {
  if (notSelectedCount === 0) return undefined;
  const selected = albums.filter((album) => album.choice === 'selected').map(({ name }) => printable(name));
  const shown = selected.slice(0, MOST_NAMED).join(', ') + (selected.length > MOST_NAMED ? ', …' : '');
  const everything = albums.find((album) => album.kind === 'everything')?.name ?? 'Everything';
  const command = [
    typed('backup'),
    ...folders.map(shellWord),
    `--select ${shellWord(everything)}`,
    ...albums
      .filter((album) => album.choice === 'excluded')
      .map((album) => `--exclude ${shellWord(nameFor(album, albums))}`),
  ].join(' ');
  const left = `${formatAssets(notSelectedCount)} ${notSelectedCount === 1 ? 'is' : 'are'}`;
  // Whoever signed in as somebody else, or only looked, has chosen nothing.
  if (selected.length === 0)
    return `No album is selected, so nothing more is backed up; ${left} in none. To back up everything: ${command}`;
  return `${left} outside of the selected albums (${shown}) and not backed up; this choice is remembered. To back up everything again: ${command}`;
}

/** Why nothing of a library may be sent whose notes were damaged, and what the person does about it. */
export function lostChoiceSentence(folders: readonly string[]): string {
  const command = typed(`backup ${folders.map(shellWord).join(' ')}`);
  return `The choice of albums was in the damaged notes and must be given again: ${command} with --select ALBUM or --exclude ALBUM; if nothing was ever excluded: --select Everything`;
}

/** The name, where it means this album alone; else the path. */
export function nameFor(album: AlbumRecord, albums: readonly AlbumRecord[]): string {
  return albums.filter(({ name }) => name === album.name).length === 1 ? album.name : album.id;
}
