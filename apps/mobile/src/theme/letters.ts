import { Platform, useWindowDimensions, type TextStyle } from 'react-native';

/** What browsers call 1rem until somebody wants larger letters. */
const USUAL_PX = 16;

/**
 * How large letters are and how high their line is. A phone enlarges them by itself; a browser what is said in its own measure. `most`: they
 * grow no more than so many times; a phone is told that by `maxFontSizeMultiplier`.
 */
export function letters(fontSize: number, lineHeight: number, most = Infinity): TextStyle {
  if (Platform.OS !== 'web') return { fontSize, lineHeight };
  const size = (px: number): string => (most === Infinity ? rem(px) : `min(${rem(px)}, ${px * most}px)`);
  // React Native's types know no such measures; its page does.
  return { fontSize: size(fontSize) as never, lineHeight: size(lineHeight) as never };
}

/** The window, and how many times larger than usual the person wants letters. */
export function useRoom(): Readonly<Record<'width' | 'height' | 'fontScale', number>> {
  const { width, height, fontScale } = useWindowDimensions();
  if (Platform.OS !== 'web') return { width, height, fontScale };
  const px = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { width, height, fontScale: px > 0 ? px / USUAL_PX : 1 };
}

const rem = (px: number): string => `${px / USUAL_PX}rem`;
