import { expect, it } from 'vitest';
import { parseDictionary, parseItem } from './structured-fields.ts';

const integer = (value: number) => ({ kind: 'integer', integer: value });

it.each([
  ['0', integer(0)],
  [' -12 ', integer(-12)],
  ['999999999999999', integer(999_999_999_999_999)],
  ['7;a;b=1.5;c="x"', integer(7)],
  ['?1', { kind: 'boolean', boolean: true }],
  ['?0', { kind: 'boolean', boolean: false }],
  [':aGk=:', { kind: 'bytes', bytes: Buffer.from('hi') }],
  ['1.5', { kind: 'other' }],
  ['"a \\" b"', { kind: 'other' }],
  ['token/x', { kind: 'other' }],
  ['@1659578233', { kind: 'other' }],
])('[H11] reads the item %s', (text, value) => {
  expect(parseItem(text)).toEqual(value);
});

it.each([
  '',
  '1000000000000000',
  '1, 1',
  '?2',
  '?',
  'true false',
  '1;',
  '1;A',
  '"open',
  ':a',
  '--1',
  '1.',
  '\u0660',
])('[H11] refuses the item %j', (text) => {
  expect(parseItem(text)).toBeUndefined();
});

it('[H11] reads a dictionary: the last of two equal keys counts, a key alone is true', () => {
  const members = parseDictionary('sha=:aGk=:;p=1,\tmd5="old" , flag;x,sha-256=1, sha=2');
  expect([...(members ?? [])]).toEqual([
    ['md5', { kind: 'other' }],
    ['flag', { kind: 'boolean', boolean: true }],
    ['sha-256', integer(1)],
    ['sha', integer(2)],
  ]);
  expect(parseDictionary('')?.size).toBe(0);
});

it.each(['a=1,', ',a=1', 'A=1', 'a=', 'a 1', 'a=1 b=2', 'a=(1 2)', 'sha=:!:'])(
  '[H11] refuses the dictionary %j',
  (text) => {
    expect(parseDictionary(text)).toBeUndefined();
  },
);
