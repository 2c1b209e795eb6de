/**
 * Brings a SHA-1 in either wire form, 40 hex digits or 28 characters of base64, to lower-case hex.
 *
 * @throws TypeError when the text is neither
 */
export function checksumToHex(wire: string): string {
  if (/^[0-9a-fA-F]{40}$/.test(wire)) return wire.toLowerCase();
  if (!/^[A-Za-z0-9+/]{27}=$/.test(wire)) throw new TypeError('not a SHA-1 in hex or base64');
  let hex = '';
  let bits = 0;
  let bitCount = 0;
  for (const character of wire.slice(0, 27)) {
    bits = ((bits << 6) | ALPHABET.indexOf(character)) & 0xffff;
    bitCount += 6;
    while (bitCount >= 4 && hex.length < 40) {
      bitCount -= 4;
      hex += ((bits >> bitCount) & 15).toString(16);
    }
  }
  return hex;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
