import { space } from '../../theme/layout.ts';

/** Between two chips. */
export const CHIP_GAP = space(1);
/** Before the first chip, and behind the last. */
export const LINE_PADDING = space(2);

/**
 * From where a line of chips is to be shown so that one of them is in sight: how far it is pushed along, in points from
 * where one begins to read. Where the chip is seen at the beginning of the line, that is 0.
 *
 * @param widths of the chips in their order; undefined: not known yet.
 * @param at which of them is to be seen.
 * @param room the width in which the line is seen.
 * @returns undefined while the widths are not known that decide it.
 */
export function startToShow(
  widths: readonly (number | undefined)[],
  at: number,
  room: number,
): number | undefined {
  let start = LINE_PADDING;
  for (const [index, width] of widths.entries()) {
    if (width === undefined) return undefined;
    if (index === at) return start + width + LINE_PADDING <= room ? 0 : start - LINE_PADDING;
    start += width + CHIP_GAP;
  }
  return undefined;
}

/**
 * The same place as a scroller counts it, where one reads from the right: a browser counts from there, and backwards; React Native
 * counts from there on iOS, and on Android from the left edge of all that can be pushed along.
 *
 * @param contentWidth of all that can be pushed along; undefined: not known yet.
 * @returns undefined while that is not known which decides it.
 */
export function offsetFromRight(
  from: number,
  {
    platform,
    contentWidth,
    room,
  }: {
    readonly platform: string;
    readonly contentWidth: number | undefined;
    readonly room: number;
  },
): number | undefined {
  if (platform === 'web') return -from;
  if (platform === 'ios') return from;
  return contentWidth === undefined ? undefined : Math.max(0, contentWidth - room - from);
}
