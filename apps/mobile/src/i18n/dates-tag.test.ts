import { expect, it } from 'vitest';
import { createI18n } from './create-i18n.ts';
import { datesTagOf } from './dates-tag.ts';
import { createFormats } from './formats.ts';
import { languageOf, type Language } from './languages.ts';

it.each<[string, Language, string]>([
  ['en-GB', 'en', 'en-GB'],
  ['zh-Hant-TW', 'en', 'zh-Hant-TW'],
  // Chromium where the shell that began it has no LANG.
  ['en-US@posix', 'en', 'en-US'],
  ['en_US.UTF-8', 'en', 'en-US'],
  ['de_AT@euro', 'de', 'de-AT'],
  // Two wishes for a calendar are none.
  ['ar-SA-u-ca-islamic', 'ar', 'ar-SA'],
  ['C', 'fr', 'fr'],
  ['*', 'ja', 'ja'],
  ['', 'es', 'es'],
])('writes dates of %j', (told, language, spoken) => {
  expect(datesTagOf(told, language)).toBe(`${spoken}-u-ca-gregory-nu-latn`);
});

it('draws every time and number where the device tells what is no language tag', () => {
  const formats = createFormats('en', createI18n('en').t, 'en-US@posix');
  expect(formats.month(new Date(2026, 10, 20).getTime())).toBe('November 2026');
});

it('speaks the language before what is odd', () => {
  expect(languageOf('', ['de@euro'])).toBe('de');
  expect(languageOf('', ['fr_FR.UTF-8', 'de'])).toBe('fr');
  expect(languageOf('', ['den', 'C', null, 'ja'])).toBe('ja');
});
