import { describe, expect, it } from 'vitest';
import { covers, withFolder } from './covers.ts';

describe('folders within folders', () => {
  it.each([
    ['/a', '/a', true],
    ['/a/', '/a/b', true],
    ['/a', '/ab', false],
    ['/', '/a', true],
    ['C:\\Photos', 'C:\\Photos\\2024', true],
  ])('%s covers %s: %s', (folder, path, isCovered) => {
    expect(covers(folder, path)).toBe(isCovered);
  });

  it('are named once', () => {
    expect(withFolder(['/a/b', '/c'], '/a')).toEqual(['/c', '/a']);
    expect(withFolder(['/a'], '/a/b')).toEqual(['/a']);
  });
});
