/** Deeper than any body of the API, with room for what clients add. */
const MAX_DEPTH = 32;

/** More than ten for each entry of the longest list of the API. */
const MAX_VALUES = 100_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * Whether JSON has more values, or has them nested deeper, than any request of the API: to parse and check a few million
 * empty lists takes seconds of the only thread, and a gigabyte. What is no JSON is left to the parser to say.
 */
export function isBulkyJson(text: Buffer): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        values += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
      default:
    }
    if (depth > MAX_DEPTH || values > MAX_VALUES) return true;
  }
  return false;
}

/** Where the string that begins here ends; the end of the text when it does not. */
function endOfString(text: Buffer, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== QUOTE) end += text[end] === BACKSLASH ? 2 : 1;
  return end;
}
