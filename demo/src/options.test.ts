import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('reads what npm start can be told', () => {
    const usual = { kind: 'run', library: undefined, once: false, opensBrowser: true };
    expect(parseOptions([])).toEqual(usual);
    expect(parseOptions(['--once', '--library', 'x'])).toEqual({ ...usual, library: 'x', once: true });
    expect(parseOptions(['--no-open'])).toEqual({ ...usual, opensBrowser: false });
    expect(parseOptions(['-h', '--once'])).toEqual({ kind: 'help' });
  });

  const needsFolder = '--library needs a folder: npm start -- --library ~/Pictures';
  it.each([
    [['--librarry', 'x'], 'There is no option --librarry. See npm start -- --help.'],
    [['-x'], 'There is no option -x. See npm start -- --help.'],
    [['--library'], needsFolder],
    [['--library', ''], needsFolder],
    [['--library', '--once'], needsFolder],
    [['--library', '-h'], needsFolder],
    [['--once=1'], '--once takes no value. See npm start -- --help.'],
    [['folder'], 'A folder of your own is named like this: npm start -- --library ~/Pictures'],
  ])('refuses %j in one sentence', (words, sentence) => {
    expect(parseOptions(words)).toEqual({ kind: 'invalid', sentence });
  });
});
