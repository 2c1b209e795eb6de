import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ServerError } from '../errors/server-error.ts';
import { parseDictionary } from './structured-fields.ts';

/** The algorithms of digest fields (RFC 9530) that are known here, as Node calls them. */
const ALGORITHMS = {
  sha: { hashName: 'sha1', sizeBytes: 20 },
  'sha-256': { hashName: 'sha256', sizeBytes: 32 },
  'sha-512': { hashName: 'sha512', sizeBytes: 64 },
} as const;

export type Algorithm = keyof typeof ALGORITHMS;

/** Digests in lower-case hex. */
export type Digests = Readonly<Partial<Record<Algorithm, string>>>;

/**
 * Reads `Repr-Digest` or `Content-Digest`. Algorithms that are not known here are passed over, as RFC 9530 has it.
 *
 * @throws ServerError bad-field: what was to be checked must not go unchecked for a slip of the pen
 */
export function parseDigests(headers: IncomingHttpHeaders, name: 'repr-digest' | 'content-digest'): Digests {
  const digests: Partial<Record<Algorithm, string>> = {};
  for (const [key, value] of members(headers, name)) {
    if (!isKnown(key)) continue;
    const { sizeBytes } = ALGORITHMS[key];
    if (value.kind !== 'bytes' || value.bytes.length !== sizeBytes)
      throw new ServerError(
        'bad-field',
        `The header ${name} has a ${key} that is not ${sizeBytes} bytes in base64.`,
      );
    digests[key] = value.bytes.toString('hex');
  }
  return digests;
}

/** The algorithms that `Want-Repr-Digest` asks for. @throws ServerError bad-field */
export function parseWanted(headers: IncomingHttpHeaders): readonly Algorithm[] {
  const wanted: Algorithm[] = [];
  for (const [key, value] of members(headers, 'want-repr-digest')) {
    if (value.kind !== 'integer' || value.integer < 0 || value.integer > 10)
      throw new ServerError(
        'bad-field',
        'The header want-repr-digest must give each algorithm a number from 0 to 10.',
      );
    if (isKnown(key) && value.integer > 0) wanted.push(key);
  }
  return wanted;
}

/** The value of a digest field. */
export function formatDigests(digests: Digests): string {
  return Object.entries(digests)
    .map(([algorithm, hex]) => `${algorithm}=:${Buffer.from(hex, 'hex').toString('base64')}:`)
    .join(', ');
}

/** Whether every digest that was expected is the one that was found. */
export function areMet(expected: Digests, found: Digests): boolean {
  return Object.keys(expected).every((key) => expected[key as Algorithm] === found[key as Algorithm]);
}

/** Takes digests of bytes as they come. */
export class RunningDigests {
  readonly #hashes: ReadonlyMap<Algorithm, Hash>;
  #sizeBytes = 0;

  constructor(algorithms: Iterable<Algorithm>) {
    this.#hashes = new Map(
      [...new Set(algorithms)].map((algorithm) => [algorithm, createHash(ALGORITHMS[algorithm].hashName)]),
    );
  }

  /** How many bytes it has seen. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  update(bytes: Buffer): void {
    for (const hash of this.#hashes.values()) hash.update(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** The digests of what it has seen so far; it may go on afterwards. */
  read(): Digests {
    return Object.fromEntries(
      [...this.#hashes].map(([algorithm, hash]) => [algorithm, hash.copy().digest('hex')]),
    );
  }
}

function members(headers: IncomingHttpHeaders, name: string): ReturnType<typeof parseDictionary> & object {
  const parsed = parseDictionary(String(headers[name] ?? ''));
  if (parsed === undefined) throw new ServerError('bad-field', `The header ${name} is malformed.`);
  return parsed;
}

function isKnown(key: string): key is Algorithm {
  return Object.hasOwn(ALGORITHMS, key);
}
