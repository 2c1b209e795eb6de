import { useTheme } from 'react-native-paper';
import type { Colors } from './colors.ts';
import type { AppTheme } from './paper-theme.ts';

/** The colours of now. */
export function useColors(): Colors {
  return useTheme<AppTheme>().app;
}
