import { formatCount } from './format.ts';

/** A number with what it counts; those below it add up to it. */
export interface Sum {
  readonly count: number;
  readonly label: string;
  readonly parts: readonly Sum[];
}

/** A number that is not told apart further. */
export const part = (count: number, label: string): Sum => ({ count, label, parts: [] });

/** Whether there is anything to count. */
export const isSome = ({ count }: Sum): boolean => count > 0;

/** Each number in the column of its level, with its parts one level further in. */
export function sumLines(sums: readonly Sum[], indent = '  '): readonly string[] {
  const width = Math.max(0, ...sums.map(({ count }) => formatCount(count).length));
  return sums.flatMap(({ count, label, parts }) => [
    `${indent}${formatCount(count).padStart(width)}  ${label}`,
    ...sumLines(parts, `${indent}${' '.repeat(width + 2)}`),
  ]);
}
