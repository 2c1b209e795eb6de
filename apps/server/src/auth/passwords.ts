import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { ServerError } from '../errors/server-error.ts';
import { createGate } from './gate.ts';

/** OWASP's recommendation for argon2id: 19 MiB, 2 passes, 1 lane; about 35 ms. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/**
 * At most two at once: hashing shares its threads with the disk, and a flood of logins must not stop uploads. Nor may
 * it make those wait for long who come in good faith: about a second is what this many take.
 */
const gate = createGate(2, {
  mostWaiting: 60,
  refuse: () =>
    new ServerError(
      'too-many-requests',
      'Too many are signing in at this moment; try again in a few seconds.',
      {
        headers: { 'retry-after': '5' },
      },
    ),
});

/** Hashes a password; the text holds algorithm, cost and salt (PHC string format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, COST);
  const cost = `m=${COST.memory},t=${COST.passes},p=${COST.parallelism}`;
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Whether this is the password of the hash. Without a hash the answer is no, and takes as long to give: who has an
 * account here is not to be learned from the time of an answer.
 */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  const parsed = PHC.exec(hash ?? '');
  if (parsed === null) {
    await tagOf(password, randomBytes(SALT_BYTES), COST);
    return false;
  }
  const [, memory, passes, parallelism, salt = '', tag = ''] = parsed;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(tag, 'base64');
  const actual = await tagOf(password, Buffer.from(salt, 'base64'), cost);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function tagOf(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  // The same password typed on two systems may come in different Unicode forms.
  const message = Buffer.from(password.normalize('NFC'));
  return gate(() => derive('argon2id', { message, nonce, tagLength: TAG_BYTES, ...cost }));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
