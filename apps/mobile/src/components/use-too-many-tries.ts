import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/LanguageProvider.tsx';

/** What is said after too many tries with a password; `retryAfterMs`: so long the server wants nobody to try, if it says. */
export function useTooManyTries(): (retryAfterMs: number | undefined) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (retryAfterMs) =>
    retryAfterMs === undefined
      ? t('tooManyTries.unknown')
      : t('tooManyTries.known', { left: formats.left(retryAfterMs) });
}
