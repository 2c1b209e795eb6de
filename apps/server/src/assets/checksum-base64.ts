/** A SHA-1 in hex, as it is kept, in the base64 that Immich's answers have. */
export function checksumToBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

/** As {@link checksumToBase64}; null stays null. */
export function motionChecksumToBase64(hex: string | null): string | null {
  return hex === null ? null : checksumToBase64(hex);
}
