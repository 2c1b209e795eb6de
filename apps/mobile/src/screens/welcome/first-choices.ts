import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';

/** `everything`: all but what is left out; `some`: the albums that are named. */
export type FirstMode = 'everything' | 'some';

/** What a person said of the albums in the first run. */
export interface FirstChoice {
  readonly mode: FirstMode;
  /** Under `everything` left out, under `some` kept. */
  readonly named: readonly string[];
}

/** What was said already; at first, everything: whoever says nothing loses nothing. */
export function firstChoiceOf(albums: readonly AlbumRecord[]): FirstChoice {
  const idsWith = (choice: AlbumChoice): readonly string[] =>
    albums.filter((album) => album.kind === 'ordinary' && album.choice === choice).map(({ id }) => id);
  const hasEverything = albums.some(({ kind, choice }) => kind === 'everything' && choice === 'selected');
  const selected = idsWith('selected');
  return hasEverything || selected.length === 0
    ? { mode: 'everything', named: idsWith('excluded') }
    : { mode: 'some', named: selected };
}

/** What that makes of each album. */
export function choicesOf(
  { mode, named }: FirstChoice,
  albums: readonly AlbumRecord[],
): ReadonlyMap<AlbumId, AlbumChoice> {
  const isNamed = new Set(named);
  return new Map(
    albums.map(({ id, kind }) => {
      if (kind === 'everything') return [id, mode === 'everything' ? 'selected' : 'none'];
      if (!isNamed.has(id)) return [id, 'none'];
      return [id, mode === 'everything' ? 'excluded' : 'selected'];
    }),
  );
}
