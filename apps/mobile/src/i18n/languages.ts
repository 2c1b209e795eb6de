/** The languages that the app speaks, each in its own words. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
} as const;

export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set<Language>(['ar']);

/** Whether a code, as a person or a device gave it, names a language of the app. */
function isLanguage(code: string | null | undefined): code is Language {
  return typeof code === 'string' && Object.hasOwn(LANGUAGES, code);
}

/** The language to speak: the person's choice, else the first of the device's that the app knows, else English. */
export function languageOf(choice: string, deviceLanguages: readonly (string | null)[]): Language {
  if (isLanguage(choice)) return choice;
  return deviceLanguages.map(withoutOddities).find(isLanguage) ?? 'en';
}

/** Whether what a device tells as its language, `de` or `de@euro`, is this one. */
export function isOfLanguage(told: string | null, language: Language): boolean {
  return withoutOddities(told) === language;
}

/** Where a tag is not as it should be, what is told as its language can be all of it. */
function withoutOddities(told: string | null): string | undefined {
  return told?.split(/[^a-z]/i)[0]?.toLowerCase();
}

/** Which way the language is read. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}
