import type { HttpAnswer } from '../http-transport.ts';
import { badAnswer } from '../http-errors.ts';

type Head = Pick<HttpAnswer, 'header'>;

/** How many bytes of an upload the server keeps, as `Upload-Offset` tells. */
export function offsetOf(answer: Head): number {
  const text = answer.header('upload-offset')?.trim() ?? '';
  if (!/^\d{1,15}$/.test(text)) throw badAnswer('it does not say how far the upload is');
  return Number(text);
}

/** Whether an upload is complete, as `Upload-Complete` tells. */
export function isComplete(answer: Head): boolean {
  const text = answer.header('upload-complete')?.trim();
  if (text !== '?0' && text !== '?1') throw badAnswer('it does not say whether the upload is complete');
  return text === '?1';
}

/** The most that one append may carry, as `Upload-Limit` tells; undefined: it tells of none. */
export function maxAppendBytesOf(answer: Head): number | undefined {
  const limits = answer.header('upload-limit') ?? '';
  const found = /(?:^|,)\s*max-append-size=(\d{1,15})\s*(?:[,;]|$)/.exec(limits)?.[1];
  const bytes = Number(found ?? 0);
  return bytes > 0 ? bytes : undefined;
}

/**
 * The last part of the address in `Location`, which is the upload's name: the rest of it is what a proxy may not know,
 * and a login is never sent anywhere but to the server that it is for.
 */
export function nameIn(answer: Head): string {
  const name = /\/uploads\/([\w-]{1,200})$/.exec(answer.header('location')?.trim() ?? '')?.[1];
  if (name === undefined) throw badAnswer('it does not say where the upload goes on');
  return name;
}
