import { expect, it } from 'vitest';
import { nearestWord } from './nearest-word.ts';

it('finds the word that was meant, and none where none is near', () => {
  const words = ['login', 'logout', 'backup', 'status', 'why', 'ui', 'upload-again', 'version'];
  const meant = (typed: string): string | undefined => nearestWord(typed, words);
  expect(meant('bakcup')).toBe('backup');
  expect(meant('Backup')).toBe('backup');
  expect(meant('back-up')).toBe('backup');
  expect(meant('statsu')).toBe('status');
  expect(meant('whi')).toBe('why');
  expect(meant('hwy')).toBe('why');
  expect(meant('logut')).toBe('logout');
  expect(meant('uploadagain')).toBe('upload-again');
  for (const typed of ['', 'x', 'ls', 'photos', 'sync', 'uu9']) expect(meant(typed)).toBeUndefined();
});
