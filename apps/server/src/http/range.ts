/** Which bytes of a file a request wants; `start` and `end` are both included. */
export type RequestedRange =
  | { readonly kind: 'whole' | 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110). One range is honoured; several, or what is no byte range, are answered with the
 * whole file, as the RFC allows.
 *
 * @param ifRange honour the range only while the file is still the one with this ETag
 */
export function rangeOf(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  sizeBytes: number,
): RequestedRange {
  const whole = { kind: 'whole', start: 0, end: sizeBytes - 1 } as const;
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(range ?? '');
  if (match === null || (ifRange !== undefined && ifRange !== etag)) return whole;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return whole;
  if (first === '') {
    const start = Math.max(0, sizeBytes - Number(last));
    return start < sizeBytes ? { kind: 'part', start, end: sizeBytes - 1 } : { kind: 'unsatisfiable' };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return whole;
  return start < sizeBytes ? { kind: 'part', start, end } : { kind: 'unsatisfiable' };
}
