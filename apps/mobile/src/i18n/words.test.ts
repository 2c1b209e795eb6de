import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from './languages.ts';
import { findMissing, findUnused, flatten, type Words } from './words-check.ts';

const HERE = import.meta.dirname;
const read = (language: string): Words =>
  JSON.parse(readFileSync(join(HERE, `words/${language}.json`), 'utf8')) as Words;
const languages = Object.keys(LANGUAGES) as Language[];
const english = read('en');

describe('the words of the app', () => {
  it.each(languages)('have each key, plural form and placeholder in %s, and no other', (language) => {
    expect(findMissing(english, read(language), language)).toEqual([]);
  });

  it('are each used somewhere', () => {
    const sources = globSync('{app,components,i18n,navigation,screens}/**/*.{ts,tsx}', {
      cwd: join(HERE, '..'),
      exclude: ['**/*.test.*'],
    }).map((file) => readFileSync(join(HERE, '..', file), 'utf8'));
    expect(findUnused(english, sources)).toEqual([]);
  });

  it('speak calmly', () => {
    const loud = languages.flatMap((language) =>
      [...flatten(read(language))]
        .filter(([, text]) => /[!！]|oops/i.test(text))
        .map(([key]) => `${language} ${key}`),
    );
    expect(loud).toEqual([]);
  });
});

describe('the check of the words', () => {
  const words: Words = { a: { b: 'one {{x}}' }, n_one: '{{count}} thing', n_other: '{{count}} things' };

  it.each<[string, Words, string[]]>([
    ['a key', { n_other: '{{count}} こ' }, ['a.b is missing']],
    ['a plural form', { a: { b: '{{x}}' } }, ['n_other is missing']],
    ['an extra key', { a: { b: '{{x}}', c: 'd' }, n_other: '{{count}}' }, ['a.c is not in English']],
    [
      'an extra plural form',
      { a: { b: '{{x}}' }, n_one: '{{count}}', n_other: '{{count}}' },
      ['n_one is no plural form of ja'],
    ],
    ['a placeholder', { a: { b: 'x' }, n_other: '{{count}}' }, ['a.b has other placeholders']],
    [
      'an empty text',
      { a: { b: ' ' }, n_other: '{{count}}' },
      ['a.b is empty', 'a.b has other placeholders'],
    ],
  ])('finds %s', (_what, japanese, problems) => {
    expect(findMissing(words, japanese, 'ja')).toEqual(problems);
  });

  it('takes a text for one or two that does not repeat the number', () => {
    const arabic = Object.fromEntries(
      ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => [`n_${form}`, form]),
    );
    expect(findMissing({ n_one: 'x', n_other: '{{count}}' }, arabic, 'ar')).toEqual([
      'n_few has other placeholders',
      'n_many has other placeholders',
      'n_other has other placeholders',
    ]);
  });

  it('finds a key that no source names, whole or by its beginning', () => {
    expect(findUnused(words, ["t('n', { count })", 't(`a.${kind}`)'])).toEqual([]);
    expect(findUnused(words, ["t('n', { count })"])).toEqual(['a.b']);
    expect(findUnused(words, ["t('a.b')", "'nn'"])).toEqual(['n']);
  });
});
