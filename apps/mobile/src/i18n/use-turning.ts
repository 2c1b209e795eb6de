import { reloadAppAsync } from 'expo';
import { I18nManager, Platform } from 'react-native';
import { useIsRtl } from './LanguageProvider.tsx';

/**
 * Starts the app again, where its views are not read from the side of its language: a phone turns them round at the next
 * start only. Undefined: they are right as they are, or turn by themselves as in a browser.
 */
export function useTurning(): (() => Promise<void>) | undefined {
  const isRtl = useIsRtl();
  if (Platform.OS === 'web' || I18nManager.isRTL === isRtl) return undefined;
  return () => reloadAppAsync('The reading direction changes.');
}
