import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('reads what npm start can be told', () => {
    expect(parseOptions([])).toEqual({ kind: 'run', library: undefined, once: false });
    expect(parseOptions(['--once', '--library', 'x'])).toEqual({ kind: 'run', library: 'x', once: true });
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
