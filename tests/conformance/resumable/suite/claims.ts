import type { Answer } from '../wire/answer-reader.ts';
import { readDictionary } from '../wire/structured-fields.ts';
import { Violation } from './verdicts.ts';

const SHOWN_FIELDS = ['location', 'upload-offset', 'upload-complete', 'upload-length', 'upload-limit'];

/** An answer in one line, for messages; what a server sends must not steer a terminal. */
export function show(answer: Answer): string {
  const fields = SHOWN_FIELDS.flatMap((name) => {
    const value = answer.fields.get(name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const content = answer.content.toString('utf8').slice(0, 200);
  const shown = [`${answer.status}`, ...fields, ...(content === '' ? [] : [content])].join(' · ');
  return shown.replaceAll(/\p{Cc}/gu, ' ');
}

/** Claims something of the server. */
export function claim(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Violation(otherwise);
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** A refusal that blames the request: a server that falls over has not judged it. */
export function isRefusal({ status }: Answer): boolean {
  return status >= 400 && status < 500;
}

export function claimSuccess(answer: Answer, what: string): void {
  claim(isSuccess(answer), `${what} was expected to succeed; it was answered ${show(answer)}`);
}

export function claimRefusal(answer: Answer, what: string): void {
  claim(isRefusal(answer), `${what} was expected to be refused with a 4xx; it was answered ${show(answer)}`);
}

/** The members of Upload-Limit. Undefined: no such field, or one that a client has to ignore. */
export function readLimits(answer: Answer): ReadonlyMap<string, number> | undefined {
  const members = readDictionary(answer.fields.get('upload-limit'));
  if (members === undefined) return undefined;
  const limits = new Map<string, number>();
  for (const [key, item] of members) {
    if (item.kind === 'integer') limits.set(key, item.value);
    else if (KNOWN_LIMITS.includes(key)) return undefined;
  }
  return limits;
}

/** The keys that the draft defines. */
export const KNOWN_LIMITS: readonly string[] = [
  'max-size',
  'min-size',
  'max-append-size',
  'min-append-size',
  'max-age',
];
