import { MD3DarkTheme, MD3LightTheme, configureFonts, type MD3Theme } from 'react-native-paper';
import { DARK, LIGHT, type Colors } from './colors.ts';
import { TYPE } from './type.ts';

/** Paper's theme with the app's own colours beside it. */
export interface AppTheme extends MD3Theme {
  readonly app: Colors;
}

/** Both are made once: a theme is compared by identity. */
export const LIGHT_THEME: AppTheme = paperTheme(MD3LightTheme, LIGHT);
export const DARK_THEME: AppTheme = paperTheme(MD3DarkTheme, DARK);

function paperTheme(base: MD3Theme, app: Colors): AppTheme {
  const { fontFamily } = TYPE.body;
  return {
    ...base,
    app,
    roundness: 4,
    fonts: configureFonts(fontFamily === undefined ? {} : { config: { fontFamily } }),
    colors: {
      ...base.colors,
      primary: app.safe,
      onPrimary: app.onSafe,
      primaryContainer: app.safeGround,
      onPrimaryContainer: app.onSafeGround,
      secondary: app.safe,
      onSecondary: app.onSafe,
      secondaryContainer: app.safeGround,
      onSecondaryContainer: app.onSafeGround,
      tertiary: app.waiting,
      tertiaryContainer: app.waitingGround,
      onTertiaryContainer: app.onWaitingGround,
      error: app.needsYou,
      onError: app.onNeedsYou,
      errorContainer: app.needsYouGround,
      onErrorContainer: app.onNeedsYouGround,
      background: app.ground,
      onBackground: app.text,
      surface: app.card,
      onSurface: app.text,
      surfaceVariant: app.inset,
      onSurfaceVariant: app.quietText,
      outline: app.edge,
      outlineVariant: app.line,
      backdrop: app.shade,
      elevation: {
        level0: 'transparent',
        level1: app.card,
        level2: app.card,
        level3: app.card,
        level4: app.card,
        level5: app.card,
      },
    },
  };
}
