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

  it.each([['--librarry', 'x'], ['--library'], ['--library', ''], ['--once=1'], ['folder']])(
    'refuses %s %s in one sentence',
    (...words) => {
      const options = parseOptions(words);
      expect(options).toEqual({ kind: 'invalid', sentence: expect.stringMatching(/^[^\n]+\.$/) as string });
    },
  );
});
