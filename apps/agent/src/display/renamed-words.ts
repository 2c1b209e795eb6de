import { typed } from '../cli/command-name.ts';
import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { printable, shellWord } from './format.ts';
import { nameFor } from './selection-words.ts';

/** Albums that are named one by one. */
const MOST_NAMED = 5;

/**
 * One sentence where excluded albums are gone since the last look while others appeared that are backed up: a folder that
 * was renamed would be sent without a word. Undefined where nothing looks like that.
 *
 * `before` are the albums of the last look, `now` those of this one, to which `choices` are made.
 */
export function renamedSentence(
  before: readonly AlbumRecord[],
  now: readonly AlbumRecord[],
  choices: ReadonlyMap<AlbumId, AlbumChoice>,
  folders: readonly string[],
): string | undefined {
  const chosen = new Map(
    now.map((album) => [album.id, { ...album, choice: choices.get(album.id) ?? album.choice }]),
  );
  const gone = before.filter((album) => album.choice === 'excluded' && !chosen.has(album.id));
  const knownIds = new Set(before.map(({ id }) => id));
  const appeared = [...chosen.values()].filter(
    (album) => !knownIds.has(album.id) && isBackedUp(album, chosen),
  );
  if (gone.length === 0 || appeared.length === 0) return undefined;

  const suspects = suspectsOf(gone, appeared);
  const excluded = [...chosen.values()].filter((album) => album.choice === 'excluded');
  const command = [
    typed('backup'),
    ...folders.map(shellWord),
    ...[...excluded, ...suspects].map((album) => `--exclude ${shellWord(nameFor(album, now))}`),
  ].join(' ');
  return `The excluded ${namesOf(gone)} ${isOrAre(gone)} gone and ${namesOf(suspects)} ${isOrAre(suspects)} new: if that is the same under another name, leave it out with: ${command}`;
}

/** What was moved keeps its name; of what has another one, the outermost folder is the one that was renamed. */
function suspectsOf(gone: readonly AlbumRecord[], appeared: readonly AlbumRecord[]): readonly AlbumRecord[] {
  const moved = appeared.filter(({ name }) => gone.some((album) => album.name === name));
  if (moved.length > 0) return moved;
  const ids = new Set(appeared.map(({ id }) => id));
  return appeared.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
}

/** Whether what is in an album is a candidate because of it or of an album around it. */
function isBackedUp(album: AlbumRecord, albums: ReadonlyMap<AlbumId, AlbumRecord>): boolean {
  if (album.kind === 'everything') return false;
  const around: AlbumRecord[] = [...albums.values()].filter(({ kind }) => kind === 'everything');
  for (let at: AlbumRecord | undefined = album; at !== undefined;) {
    around.push(at);
    at = at.parentId === undefined ? undefined : albums.get(at.parentId);
  }
  return (
    around.some(({ choice }) => choice === 'selected') && around.every(({ choice }) => choice !== 'excluded')
  );
}

const isOrAre = (albums: readonly AlbumRecord[]): string => (albums.length === 1 ? 'is' : 'are');

function namesOf(albums: readonly AlbumRecord[]): string {
  const names = albums.slice(0, MOST_NAMED).map(({ name }) => `"${printable(name)}"`);
  return names.join(', ') + (albums.length > MOST_NAMED ? ', …' : '');
}
