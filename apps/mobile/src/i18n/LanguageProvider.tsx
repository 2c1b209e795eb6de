import { getLocales } from 'expo-localization';
import { createContext, use, useEffect, useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { I18nManager, Platform, View } from 'react-native';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useWatched } from '../controller/use-watched.ts';
import { createI18n } from './create-i18n.ts';
import { createFormats, type Formats } from './formats.ts';
import { directionOf, isOfLanguage, languageOf, type Language } from './languages.ts';

interface Spoken {
  readonly language: Language;
  readonly formats: Formats;
}

const Context = createContext<Spoken | undefined>(undefined);

/** Speaks the person's language to the screens within, and has them read from the right side. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { preferences } = useAppPorts();
  const { language: choice } = useWatched(preferences.state);
  const locales = getLocales();
  const language = languageOf(
    choice,
    locales.map(({ languageCode }) => languageCode),
  );
  const country =
    locales.find(({ languageCode }) => isOfLanguage(languageCode, language))?.languageTag ?? language;
  const i18n = useMemo(() => createI18n(language), [language]);
  const spoken = useMemo(
    () => ({ language, formats: createFormats(language, i18n.t, country) }),
    [language, country, i18n],
  );
  const direction = directionOf(language);
  useEffect(() => {
    if (Platform.OS === 'web') {
      document.documentElement.lang = language;
      document.documentElement.dir = direction;
    } else {
      // The platform turns its views round when the app is opened the next time.
      I18nManager.allowRTL(direction === 'rtl');
      I18nManager.forceRTL(direction === 'rtl');
    }
  }, [language, direction]);
  // React Native for the web takes its direction from here.
  const onWeb = Platform.OS === 'web' ? { dir: direction, lang: language } : {};
  return (
    <I18nextProvider i18n={i18n}>
      <Context value={spoken}>
        <View style={{ flex: 1 }} {...onWeb}>
          {children}
        </View>
      </Context>
    </I18nextProvider>
  );
}

/** Numbers, sizes and times in the person's language. */
export function useFormats(): Formats {
  return useSpoken().formats;
}

/** Whether the language is read from the right. */
export function useIsRtl(): boolean {
  return directionOf(useSpoken().language) === 'rtl';
}

function useSpoken(): Spoken {
  const spoken = use(Context);
  if (spoken === undefined) throw new Error('A screen needs a LanguageProvider around it.');
  return spoken;
}
