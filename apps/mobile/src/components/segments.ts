import type { Colors } from '../theme/colors.ts';

/** The four states that a person looks for, in the order in which they are drawn. */
export type PhotoState = 'safe' | 'uploading' | 'waiting' | 'failed';

export interface Segment {
  readonly state: PhotoState;
  readonly count: number;
}

export const STATE_COLORS: Readonly<Record<PhotoState, keyof Colors>> = {
  safe: 'safe',
  uploading: 'moving',
  waiting: 'waiting',
  failed: 'needsYou',
};

/**
 * Which part of the whole each segment is drawn as; they add up to 1. However few there are, they are seen: none that is not empty
 * is drawn much smaller than `leastShare`.
 */
export function sharesOf(
  segments: readonly Segment[],
  leastShare: number,
): readonly (Segment & { readonly share: number })[] {
  const there = segments.filter(({ count }) => count > 0);
  const total = there.reduce((sum, { count }) => sum + count, 0);
  const raised = there.map((segment) => ({ ...segment, share: Math.max(leastShare, segment.count / total) }));
  const sum = raised.reduce((all, { share }) => all + share, 0);
  return raised.map((segment) => ({ ...segment, share: segment.share / sum }));
}
