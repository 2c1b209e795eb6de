import { StatusBar } from 'expo-status-bar';
import { useEffect, useState, type ReactNode } from 'react';
import { useColorScheme } from 'react-native';
import { PaperProvider } from 'react-native-paper';
import { SafeAreaProvider } from 'react-native-safe-area-context';
import { AppPortsProvider } from '../controller/AppPortsContext.tsx';
import { AskingProvider } from '../controller/AskingProvider.tsx';
import type { AppPorts } from '../controller/app-ports.ts';
import { useWatched } from '../controller/use-watched.ts';
import { LanguageProvider } from '../i18n/LanguageProvider.tsx';
import { paperIcon } from '../icons/paper-icon.tsx';
import { loadFonts } from '../theme/load-fonts';
import { paintPage } from '../theme/paint-page';
import { DARK_THEME, LIGHT_THEME } from '../theme/paper-theme.ts';

/** Everything that is around the screens: what they know, how they look, what they speak. */
export function AppRoot({ ports, children }: { readonly ports: AppPorts; readonly children: ReactNode }) {
  return (
    <AppPortsProvider ports={ports}>
      <AskingProvider>
        <SafeAreaProvider>
          <LanguageProvider>
            <Themed ports={ports}>{children}</Themed>
          </LanguageProvider>
        </SafeAreaProvider>
      </AskingProvider>
    </AppPortsProvider>
  );
}

function Themed({ ports, children }: { readonly ports: AppPorts; readonly children: ReactNode }) {
  const { theme } = useWatched(ports.preferences.state);
  const scheme = useColorScheme();
  const isDark = theme === 'system' ? scheme === 'dark' : theme === 'dark';
  const look = isDark ? DARK_THEME : LIGHT_THEME;
  const areFontsLoaded = useFonts();
  useEffect(() => {
    paintPage(look.app.ground, isDark);
  }, [look, isDark]);
  return (
    <PaperProvider theme={look} settings={{ icon: paperIcon }}>
      <StatusBar style={isDark ? 'light' : 'dark'} />
      {areFontsLoaded && children}
    </PaperProvider>
  );
}

/** True once the letters are there, or could not be had: words never change their shape under the eye. */
function useFonts(): boolean {
  const [areLoaded, setLoaded] = useState(false);
  useEffect(() => {
    const done = (): void => {
      setLoaded(true);
    };
    loadFonts().then(done, done);
  }, []);
  return areLoaded;
}
