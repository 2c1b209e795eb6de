import type { AlbumRecord } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { choicesOf, firstChoiceOf } from './first-choices.ts';

const album = (id: string, choice: AlbumRecord['choice'], kind: AlbumRecord['kind'] = 'ordinary') =>
  ({ id, name: id, kind, choice }) as AlbumRecord;

describe('what was said of albums', () => {
  it.each([
    ['nothing yet', 'none', 'none', 'none', { mode: 'everything', named: [] }],
    ['everything but one', 'selected', 'excluded', 'none', { mode: 'everything', named: ['a'] }],
    ['some', 'none', 'selected', 'excluded', { mode: 'some', named: ['a'] }],
  ] as const)('%s is offered again', (_what, everything, a, b, expected) => {
    const albums = [album('all', everything, 'everything'), album('a', a), album('b', b)];
    expect(firstChoiceOf(albums)).toEqual(expected);
  });

  it('names each album, so that an earlier word does not stay by accident', () => {
    const albums = [album('all', 'selected', 'everything'), album('a', 'excluded'), album('b', 'none')];
    expect([...choicesOf({ mode: 'some', named: ['b'] }, albums)]).toEqual([
      ['all', 'none'],
      ['a', 'none'],
      ['b', 'selected'],
    ]);
    expect([...choicesOf({ mode: 'everything', named: ['b'] }, albums)]).toEqual([
      ['all', 'selected'],
      ['a', 'none'],
      ['b', 'excluded'],
    ]);
  });
});
