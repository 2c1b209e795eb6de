import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { renamedSentence } from './renamed-words.ts';

function album(path: string, choice: AlbumChoice = 'none', parentId?: string): AlbumRecord {
  const record: Partial<AlbumRecord> = {
    id: path as AlbumId,
    name: path === 'everything' ? 'Everything' : (path.split('/').at(-1) as string),
    kind: path === 'everything' ? 'everything' : 'ordinary',
    parentId: parentId as AlbumId | undefined,
    choice,
  };
  return record as AlbumRecord;
}

const everything = album('everything', 'selected');
const camera = album('/p/Camera');
const shots = album('/p/Shots', 'excluded');
const screens = album('/p/Screens');

function sentence(
  before: readonly AlbumRecord[],
  now: readonly AlbumRecord[],
  choices: Readonly<Record<string, AlbumChoice>> = {},
): string | undefined {
  const chosen = new Map(Object.entries(choices) as [AlbumId, AlbumChoice][]);
  return renamedSentence([everything, ...before], [everything, ...now], chosen, ['/p']);
}

it('[A2] names the excluded album that is gone and the new one, and how to exclude that', () => {
  const other = album('/p/Private', 'excluded');
  expect(sentence([camera, shots, other], [camera, screens, other])).toBe(
    'The excluded "Shots" is gone and "Screens" is new: if that is the same under another name, leave it out with: keepsake backup /p --exclude Private --exclude Screens',
  );
});

it('[A2] says nothing where nothing excluded is gone, nothing is new, or what is new is not sent', () => {
  expect(sentence([camera, shots], [camera, shots, screens])).toBeUndefined();
  expect(sentence([camera, shots], [camera])).toBeUndefined();
  expect(sentence([camera, { ...shots, choice: 'none' }], [camera, screens])).toBeUndefined();
  expect(sentence([camera, shots], [camera, screens], { '/p/Screens': 'excluded' })).toBeUndefined();
  expect(sentence([camera, shots], [camera, screens], { everything: 'none', '/p/Camera': 'selected' })).toBe(
    undefined,
  );
  const inside = album('/p/Other/Screens', 'none', '/p/Other');
  const other = album('/p/Other', 'excluded');
  expect(sentence([camera, shots, other], [camera, other, inside])).toBeUndefined();
});

it('[A2] of nested folders names the one that was renamed, and of a moved one its new path', () => {
  const old = album('/p/Screens/old', 'none', '/p/Screens');
  expect(sentence([shots], [screens, old])).toContain('"Screens" is new');
  const trip = album('/p/Trip');
  const hidden = album('/p/Trip/Private', 'none', '/p/Trip');
  const lost = album('/p/Journey/Private', 'excluded', '/p/Journey');
  expect(sentence([album('/p/Journey'), lost], [trip, hidden])).toMatch(
    /"Private" is new.* --exclude Private$/,
  );
});
