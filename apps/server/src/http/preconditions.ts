import type { IncomingHttpHeaders } from 'node:http';

/** What a request's conditions come to: do it, say that the client has it already, or refuse. */
export type Precondition = 'go-on' | 'unchanged' | 'failed';

/** What a file is known by to its readers. */
export interface Validators {
  /** A strong ETag, with its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** Evaluates the conditional headers of a GET or HEAD in the order of RFC 9110, 13.2.2. A bad date is no condition. */
export function preconditionOf(
  headers: IncomingHttpHeaders,
  { etag, lastModified }: Validators,
): Precondition {
  const ifMatch = headers['if-match'];
  const unmodifiedSince = dateOf(headers['if-unmodified-since']);
  const changedAt = Math.floor(lastModified.valueOf() / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!tagsOf(ifMatch).some((tag) => tag === '*' || tag === etag)) return 'failed';
  } else if (unmodifiedSince !== undefined && changedAt > unmodifiedSince) return 'failed';

  const ifNoneMatch = headers['if-none-match'];
  const modifiedSince = dateOf(headers['if-modified-since']);
  if (ifNoneMatch !== undefined)
    return tagsOf(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)
      ? 'unchanged'
      : 'go-on';
  return modifiedSince !== undefined && changedAt <= modifiedSince ? 'unchanged' : 'go-on';
}

function tagsOf(list: string): readonly string[] {
  return list.split(',').map((tag) => tag.trim());
}

function dateOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
