import { expect, it } from 'vitest';
import { rangeOf } from './range.ts';

it.each([
  [undefined, { kind: 'whole', start: 0, end: 99 }],
  ['bytes=0-', { kind: 'part', start: 0, end: 99 }],
  ['bytes=10-19', { kind: 'part', start: 10, end: 19 }],
  ['bytes=90-1000', { kind: 'part', start: 90, end: 99 }],
  ['bytes=-10', { kind: 'part', start: 90, end: 99 }],
  ['bytes=-1000', { kind: 'part', start: 0, end: 99 }],
  ['bytes=100-', { kind: 'unsatisfiable' }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  ['bytes=20-10', { kind: 'whole', start: 0, end: 99 }],
  ['bytes=0-1,5-6', { kind: 'whole', start: 0, end: 99 }],
  ['lines=1-2', { kind: 'whole', start: 0, end: 99 }],
  ['bytes=1 2-13', { kind: 'whole', start: 0, end: 99 }],
  ['bytes= 10-19 ', { kind: 'part', start: 10, end: 19 }],
  ['bytes=10-9999999999999999999', { kind: 'part', start: 10, end: 99 }],
  ['bytes=-9999999999999999999', { kind: 'part', start: 0, end: 99 }],
  ['bytes=9999999999999999999-', { kind: 'unsatisfiable' }],
  ['bytes=-', { kind: 'whole', start: 0, end: 99 }],
])('reads the range %j of 100 bytes', (range, expected) => {
  expect(rangeOf(range, undefined, '"e"', 100)).toEqual(expected);
});

it('ignores the range of another version', () => {
  expect(rangeOf('bytes=1-2', '"old"', '"e"', 100).kind).toBe('whole');
  expect(rangeOf('bytes=1-2', '"e"', '"e"', 100).kind).toBe('part');
});
