import { expect, it } from 'vitest';
import type { Checksum } from '../model/ids.ts';
import { chooseCandidate, type PartState } from './choose-candidate.ts';

const mine = 'm' as Checksum;
const other = 'o' as Checksum;
const free: PartState = { checksum: mine, state: { kind: 'free' } };
const there: PartState = { checksum: mine, state: { kind: 'file', checksum: mine } };
const taken: PartState = { checksum: mine, state: { kind: 'file', checksum: other } };
const blocked: PartState = { checksum: mine, state: { kind: 'blocked' } };

it.each([
  ['the first that is free', [[free], [free]], 0],
  ['what is there, before a name that is free', [[free], [there]], 1],
  ['another name than one that is taken', [[taken], [blocked], [free]], 2],
  ['none where all are taken', [[taken], [blocked]], undefined],
  [
    'what was begun, to go on with it',
    [
      [free, free],
      [there, free],
    ],
    1,
  ],
  [
    'what is whole, before what was begun',
    [
      [there, free],
      [there, there],
    ],
    1,
  ],
  [
    'no name of which another file has half',
    [
      [taken, free],
      [free, free],
    ],
    1,
  ],
  [
    'no name of which another file has the other half',
    [
      [there, taken],
      [free, free],
    ],
    1,
  ],
] as const)('[V3] chooses %s', (_what, candidates, expected) => {
  expect(chooseCandidate(candidates)).toBe(expected);
});
