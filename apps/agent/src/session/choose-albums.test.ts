import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../cli/command-error.ts';
import { planChoices } from './choose-albums.ts';

function album(id: string, choice: AlbumChoice = 'none'): AlbumRecord {
  const kind = id === 'everything' ? 'everything' : 'ordinary';
  const name = kind === 'everything' ? 'Everything' : (id.split('/').at(-1) as string);
  const record: Partial<AlbumRecord> = { id: id as AlbumId, name, kind, choice };
  return record as AlbumRecord;
}

const library = (...choices: readonly AlbumChoice[]): readonly AlbumRecord[] =>
  ['everything', '/p/Camera', '/p/Camera/Private', '/p/Private'].map((id, at) => album(id, choices[at]));

const plan = (albums: readonly AlbumRecord[], select: readonly string[], exclude: readonly string[]) =>
  Object.fromEntries(planChoices(albums, { select, exclude }).choices);

describe('planChoices', () => {
  it('[A1] selects everything where nothing was ever selected, and nothing else changes', () => {
    expect(plan(library(), [], [])).toEqual({ everything: 'selected' });
    expect(plan(library('selected'), [], [])).toEqual({});
    expect(plan(library('none', 'selected', 'excluded'), [], [])).toEqual({});
  });

  it('[A1] makes of a selection exactly what was said', () => {
    expect(plan(library('selected', 'none', 'excluded'), ['Camera'], [])).toEqual({
      everything: 'none',
      '/p/Camera': 'selected',
      '/p/Camera/Private': 'none',
    });
  });

  it('[A2] lets exclusion win, and replaces exclusions while the selection stays', () => {
    expect(plan(library(), ['Camera'], ['Camera'])).toEqual({ '/p/Camera': 'excluded' });
    expect(plan(library('none', 'selected', 'excluded'), [], ['/p/Private'])).toEqual({
      '/p/Camera/Private': 'none',
      '/p/Private': 'excluded',
    });
  });

  it('[A2] takes a name for every album of that name, and a path for one', () => {
    expect(plan(library('selected'), [], ['Private'])).toEqual({
      '/p/Camera/Private': 'excluded',
      '/p/Private': 'excluded',
    });
    expect(plan(library('selected'), [], ['Camera/Private/'])).toEqual({ '/p/Camera/Private': 'excluded' });
    expect(plan([album('everything'), album('/p/Caf\u00e9')], ['Cafe\u0301'], [])).toEqual({
      '/p/Caf\u00e9': 'selected',
    });
  });

  it('[A2] notes a name to exclude that no album has now, and lets no earlier exclusion go', () => {
    const albums = library('selected', 'none', 'none', 'excluded');
    const { choices, notes } = planChoices(albums, { select: [], exclude: ['Shots', 'Camera'] });
    expect(Object.fromEntries(choices)).toEqual({ '/p/Camera': 'excluded' });
    expect(notes).toEqual(['There is no album "Shots" now; nothing is excluded by that name.']);
    expect(plan(albums, ['everything'], ['Shots'])).toEqual({});
    expect(planChoices([], { select: [], exclude: ['Shots'] }).choices.size).toBe(0);
  });

  it.each([
    ['CAMERA', '"Camera"', '--exclude Camera'],
    [' Camera ', '"Camera"', '--exclude Camera'],
    ['private', '"Private"', '--exclude Private'],
    ['camera/PRIVATE/', '"Private"', '--exclude /p/Camera/Private'],
    ['ＣＡＭＥＲＡ', '"Camera"', '--exclude Camera'],
    ['everythinG', '"Everything"', '--exclude Everything'],
    ["grosse d'ete", `"Große d'Ete"`, `--exclude 'Große d'\\''Ete'`],
  ])('[A2] refuses %j, which is nearly an album’s name', (name, known, option) => {
    const albums = [...library('selected'), album("/p/Große d'Ete")];
    expect(() => plan(albums, [], ['Shots', name])).toThrow(
      new CommandError(
        `There is no album "${name}", but there is ${known}; nothing was sent. Write the name exactly so: ${option}`,
      ),
    );
  });

  it('[A2] takes a name as it is where an album has just that, whatever others are called', () => {
    const albums = [album('everything', 'selected'), album('/p/Cam'), album('/p/CAM'), album('/p/ Cam')];
    expect(plan(albums, [], ['CAM'])).toEqual({ '/p/CAM': 'excluded' });
    expect(plan(albums, [], [' Cam'])).toEqual({ '/p/ Cam': 'excluded' });
    expect(() => plan(albums, [], ['cam'])).toThrow('but there is "Cam" and "CAM" and " Cam";');
    expect(planChoices(albums, { select: [], exclude: ['/', 'Camp'] }).unknownExclusions).toEqual([
      '/',
      'Camp',
    ]);
  });

  it('refuses a name to select that no album has, and names those that there are', () => {
    expect(() => plan(library(), ['camera'], [])).toThrow(
      new CommandError('There is no album "camera". The albums are: Everything, Camera, Private, Private.'),
    );
  });
});
