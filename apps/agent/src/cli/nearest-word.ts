/** Slips of the fingers that are still understood. */
const MOST_SLIPS = 2;

/** The word that was most likely meant by a misspelt one, undefined where none is near, or the word is too short to tell. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  const nearest = words
    .map((word) => ({ word, slips: slipsBetween(wanted, word) }))
    .filter(({ word, slips }) => slips <= MOST_SLIPS && slips * 2 < Math.max(word.length, 3))
    .sort((a, b) => a.slips - b.slips);
  return nearest[0]?.word;
}

/** Letters to add, leave out, change, or swap with their neighbour, that make one word of the other. */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      (rows[row] as number[])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
