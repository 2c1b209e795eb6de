/** Longer names take a title more than two lines. */
const MOST = 44;
const END = 16;

/** A file name for a title: a long one without its middle, so that its beginning and its ending are seen. */
export function shortName(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= MOST) return name;
  return `${letters.slice(0, MOST - END - 1).join('')}…${letters.slice(-END).join('')}`;
}
