import { describe, expect, it } from 'vitest';
import { findForbidden } from './words.ts';

/** Joined here, so that this file does not contain what it forbids. */
const path = (...names: string[]) => names.map((name) => `/${name}`).join('');
const host = (...labels: string[]) => labels.join('.');

describe('words', () => {
  it.each([
    path('work', 'main'),
    `"${path('root', '.npmrc')}"`,
    `cd ${path('home', 'anna')}`,
    `file://${path('home', 'anna', 'x')}`,
    host('https://registry', 'npmjs', 'org/zod'),
    host('npm', 'example', 'com'),
    host('my-registry', 'example', 'com'),
  ])('finds %s', (text) => {
    expect(findForbidden('a.md', `fine\n${text}`)).toMatchObject([{ file: 'a.md', line: 2 }]);
  });

  it.each([
    '~/work/photos',
    './home/anna',
    'network/work/',
    'https://example.org/home/anna',
    'https://www.npmjs.com/package/zod',
    'registry.local.get()',
    '$HOME/Pictures',
  ])('leaves %s alone', (text) => {
    expect(findForbidden('a.md', text)).toEqual([]);
  });
});
