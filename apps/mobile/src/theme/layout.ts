/** The grid: everything is a multiple of 8, or of half of it within a line. */
export const space = (units: number): number => units * 8;

/** Content is never wider than this, but where there are two columns. */
export const CONTENT_WIDTH = 720;
/** From this width of the window there are two columns, and a rail instead of the bar. */
export const WIDE_FROM = 900;
/** Below this height of the window only what must be at hand stays beside a list; the rest scrolls with it. */
export const LOW_BELOW = 600;
/** Both columns and what is between them. */
export const TWO_COLUMNS_WIDTH = 1120;
/** The least height and width of what can be touched. */
export const TOUCH = 48;
export const RADIUS = 16;
