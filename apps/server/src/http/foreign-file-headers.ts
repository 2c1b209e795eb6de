/**
 * The headers of an answer that is a stranger's file: a browser must neither guess what it is nor run what may be in
 * it (an SVG with a script, say) in the name of this site; and nobody on the way may keep it or make another of it.
 */
export const FOREIGN_FILE_HEADERS = {
  'cache-control': 'private, no-transform',
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
} as const;
