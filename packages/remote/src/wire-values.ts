const EARLIEST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment as ISO 8601 in UTC. What no calendar of four digits holds becomes the nearest that one does. */
export function isoOf(ms: number): string {
  const known = Number.isFinite(ms) ? ms : 0;
  return new Date(Math.min(Math.max(known, EARLIEST_MS), LATEST_MS)).toISOString();
}

/** A moment that a server tells, however far away; NaN: it is none, or a local time that says nothing certain. */
export function msOf(text: string | null | undefined): number {
  return /T.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
}

/** A duration as the wire writes it: `h:mm:ss.ffffff`. */
export function durationOf(ms: number): string {
  const whole = Math.min(Math.max(Math.round(ms), 0), 35_999_999_999);
  const seconds = Math.floor(whole / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fraction = String(whole % 1000).padStart(3, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${fraction}000`;
}

/** Text as one segment of a path; half of a surrogate pair becomes U+FFFD. */
export function pathSegmentOf(text: string): string {
  return encodeURIComponent(
    text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  );
}
