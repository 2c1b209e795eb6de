import { Platform, type TextStyle } from 'react-native';
import { letters } from './letters.ts';

/** On the web the app brings its letters; a phone has its own, which its owner knows. */
const FAMILY = Platform.select({
  web: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
});
const base: TextStyle = {
  ...(FAMILY === undefined ? {} : { fontFamily: FAMILY }),
  fontVariant: ['tabular-nums'],
  letterSpacing: 0,
};

export type TypeSize = 'large' | 'body' | 'small';

/** Three sizes, and one weight of emphasis. Figures are as wide as each other, so that counting does not move the line. */
export const TYPE: Readonly<Record<TypeSize, TextStyle>> = {
  large: { ...base, ...letters(26, 34), fontWeight: '600', letterSpacing: -0.4 },
  body: { ...base, ...letters(16, 24), fontWeight: '400' },
  small: { ...base, ...letters(14, 20), fontWeight: '400' },
};
export const EMPHASIS: TextStyle = { fontWeight: '600' };
