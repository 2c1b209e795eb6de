import { createI18n } from './create-i18n.ts';
import { directionOf, languageOf } from './languages.ts';
import english from './words/en.json';

/** What is said where the whole app could not be drawn. */
export interface CrashWords {
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly direction: 'ltr' | 'rtl';
}

/** In the device's language; in English where languages are what failed. Never throws. */
export function crashWordsOf(readDeviceLanguages: () => readonly (string | null)[]): CrashWords {
  try {
    const language = languageOf('', readDeviceLanguages());
    const { t } = createI18n(language);
    return {
      title: t('frame.broken'),
      detail: t('frame.brokenDetail'),
      action: t('action.loadAgain'),
      direction: directionOf(language),
    };
  } catch {
    const { frame, action } = english;
    return {
      title: frame.broken,
      detail: frame.brokenDetail,
      action: action.loadAgain,
      direction: 'ltr',
    };
  }
}
