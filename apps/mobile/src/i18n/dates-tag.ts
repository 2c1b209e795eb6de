import type { Language } from './languages.ts';

/** Figures and calendar are those of all the other words. */
const AS_WORDS = '-u-ca-gregory-nu-latn';
/** Where what a device tells is no language tag any more: `en_US.UTF-8`, `en-US@posix`. */
const ODD = /[^a-z\d-]/i;
/** Wishes of the device for its own calendar and figures, behind the country. */
const WISHES = /-[ux]-.*$/i;

/**
 * Whose dates are written, as Intl takes it. What a browser or device tells need not be a tag: a browser that was begun without
 * a language tells `en-US@posix`, and Intl throws at that. Then it is the part before what is odd, else the language of the words.
 */
export function datesTagOf(country: string, language: Language): string {
  const [plain = ''] = country.replaceAll('_', '-').split(ODD);
  const candidates = [country, plain, plain.replace(WISHES, '')].map((tag) => tag + AS_WORDS);
  return candidates.find(isTag) ?? language + AS_WORDS;
}

function isTag(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
