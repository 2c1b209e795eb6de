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
