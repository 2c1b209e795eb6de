import { expect, it } from 'vitest';
import { splitHome } from './split-home.ts';

it('takes the home off that stands before the command, and nothing else', () => {
  expect(splitHome(['--home', 'here', 'status', '--json'])).toEqual({
    homeFolder: 'here',
    words: ['status', '--json'],
  });
  for (const words of [['status', '--home', 'here'], ['--home'], ['--home', ''], []])
    expect(splitHome(words)).toEqual({ homeFolder: undefined, words });
});
