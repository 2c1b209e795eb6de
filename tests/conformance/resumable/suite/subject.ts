import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { Answer } from '../wire/answer-reader.ts';
import { Exchange } from '../wire/exchange.ts';
import { withFields, type Field } from '../wire/fields.ts';
import { readLimits } from './claims.ts';

/** How the server under test is reached, and what it wants to be sent. */
export interface SubjectOptions {
  /** The resource to which uploads are sent by POST. */
  readonly url: URL;
  /** Sent with every request. */
  readonly fields: readonly Field[];
  /** Sent with every creation beside these. */
  readonly createFields: readonly Field[];
  /** What is uploaded, where the server wants more than any bytes; each upload has 16 other bytes at its end. */
  readonly body: Buffer | undefined;
  readonly interopVersion: number;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs: number;
}

/** How large uploads and their parts are, in bytes: within the server's limits, and an upload is at least three parts. */
export interface Sizes {
  readonly upload: number;
  readonly part: number;
}

/** The server under test. */
export interface Subject {
  readonly options: SubjectOptions;
  /** As OPTIONS tells them, or else the creation of an upload; empty when neither does. */
  readonly limits: ReadonlyMap<string, number>;
  readonly sizes: Sizes;
  /** What no other upload has sent. */
  makeBody(sizeBytes?: number): Buffer;
}

const USUAL_PART_BYTES = 16 * 1024;
const UNIQUE_BYTES = 16;

/** Asks the server for its limits, and chooses sizes within them. Throws when the server cannot be reached. */
export async function openSubject(options: SubjectOptions): Promise<Subject> {
  const limits = await readServerLimits(options);
  const sizes = chooseSizes(limits, options.body?.length);
  return {
    options,
    limits,
    sizes,
    makeBody(sizeBytes = sizes.upload) {
      const given = options.body?.subarray(0, Math.max(0, sizeBytes - UNIQUE_BYTES)) ?? Buffer.alloc(0);
      return Buffer.concat([given, randomBytes(sizeBytes - given.length)]);
    },
  };
}

/** Chooses the sizes of uploads and their parts. */
export function chooseSizes(limits: ReadonlyMap<string, number>, bodyBytes: number | undefined): Sizes {
  const largestBytes = Math.min(
    limits.get('max-size') ?? Infinity,
    limits.get('max-append-size') ?? Infinity,
  );
  const usual = bodyBytes === undefined ? USUAL_PART_BYTES : Math.ceil((bodyBytes + UNIQUE_BYTES) / 3);
  const part = Math.max(Math.min(usual, Math.floor(largestBytes / 3)), limits.get('min-append-size') ?? 0, 1);
  const wanted = bodyBytes === undefined ? 3 * part : bodyBytes + UNIQUE_BYTES;
  return { part, upload: Math.max(wanted, 3 * part, limits.get('min-size') ?? 0) };
}

async function readServerLimits(options: SubjectOptions): Promise<ReadonlyMap<string, number>> {
  const told = await ask(options, 'OPTIONS', {});
  const limits = told === undefined ? undefined : readLimits(told);
  if (limits !== undefined) return limits;
  const created = await ask(options, 'POST', { 'Upload-Complete': '?0', 'Content-Length': '0' });
  if (created === undefined) return new Map();
  const location = created.fields.get('location');
  if (location !== undefined) await ask({ ...options, url: new URL(location, options.url) }, 'DELETE', {});
  return readLimits(created) ?? new Map<string, number>();
}

async function ask(
  { url, fields, createFields, interopVersion, patienceMs }: SubjectOptions,
  method: string,
  changes: Readonly<Record<string, string>>,
): Promise<Answer | undefined> {
  const lines = withFields([...fields, ...(method === 'POST' ? createFields : [])], {
    'Upload-Draft-Interop-Version': String(interopVersion),
    ...changes,
  });
  const exchange = new Exchange({ method, url, fields: lines }, patienceMs);
  try {
    const waited = await exchange.untilFinal();
    return waited.kind === 'answered' ? waited.answer : undefined;
  } finally {
    exchange.cut();
  }
}
