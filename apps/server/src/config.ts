import { isIP } from 'node:net';
import path from 'node:path';
import { VARIABLES } from './config-variables.ts';
import { readQuotaSize } from './quota-size.ts';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that the server can be told; read once, never changed. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute path of the folder that holds the originals and the database. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** A connection over which nothing moves for this long is cut. */
  readonly idleTimeoutMs: number;
  /** How long running uploads may take to finish when the server is asked to stop. */
  readonly stopTimeoutMs: number;
  /** How long an upload that can be gone on with is kept after it last grew. */
  readonly uploadMaxAgeMs: number;
  /** What uploads leave free on the disk of the originals. */
  readonly minFreeBytes: number;
  /** Who has it may read /metrics; null: whoever asks from this machine. */
  readonly metricsToken: string | null;
  /** Quota that a new account gets; null: none. */
  readonly defaultQuotaBytes: number | null;
  /** A session that nobody uses for this long ends. */
  readonly sessionIdleMs: number;
  /** How long an asset stays in the trash before it is deleted for good. */
  readonly trashDays: number;
  /** Every original is read again within this time. */
  readonly scrubMs: number;
  /** How much of that goes on in a second at most; 0: none. */
  readonly scrubBytesPerSecond: number;
  /** How long the removal of a user can be undone. */
  readonly userDeleteDelayMs: number;
}

const DAY_MS = 24 * 3600 * 1000;

export type ParsedConfig =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly sentence: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration from environment variables; an empty variable counts as not set. */
export function parseConfig(env: Environment): ParsedConfig {
  try {
    return { kind: 'config', config: readConfig(env) };
  } catch (error) {
    if (error instanceof BadVariable) return { kind: 'invalid', sentence: error.message };
    throw error;
  }
}

class BadVariable extends Error {}

function readConfig(env: Environment): Config {
  return {
    host: text(env, 'KEEPSAKE_HOST'),
    port: integer(env, 'KEEPSAKE_PORT', 0, 65_535),
    dataDir: path.resolve(text(env, 'KEEPSAKE_DATA')),
    logLevel: oneOf(env, 'KEEPSAKE_LOG_LEVEL', LOG_LEVELS),
    trustedProxies: addresses(env, 'KEEPSAKE_TRUSTED_PROXIES'),
    idleTimeoutMs: integer(env, 'KEEPSAKE_IDLE_TIMEOUT', 1, 86_400) * 1000,
    stopTimeoutMs: integer(env, 'KEEPSAKE_STOP_TIMEOUT', 0, 3600) * 1000,
    uploadMaxAgeMs: integer(env, 'KEEPSAKE_UPLOAD_MAX_AGE', 1, 365) * DAY_MS,
    minFreeBytes: integer(env, 'KEEPSAKE_MIN_FREE', 0, Number.MAX_SAFE_INTEGER),
    metricsToken: optionalSecret(env, 'KEEPSAKE_METRICS_TOKEN'),
    defaultQuotaBytes: quota(env, 'KEEPSAKE_DEFAULT_QUOTA'),
    sessionIdleMs: integer(env, 'KEEPSAKE_SESSION_DAYS', 1, 3650) * DAY_MS,
    trashDays: integer(env, 'KEEPSAKE_TRASH_DAYS', 1, 3650),
    scrubMs: integer(env, 'KEEPSAKE_SCRUB_DAYS', 1, 3650) * DAY_MS,
    scrubBytesPerSecond: integer(env, 'KEEPSAKE_SCRUB_RATE', 0, 100_000) * 1_000_000,
    userDeleteDelayMs: integer(env, 'KEEPSAKE_USER_DELETE_DELAY', 0, 3650) * DAY_MS,
  };
}

type VariableName = keyof typeof VARIABLES;

function text(env: Environment, name: VariableName): string {
  const given = env[name]?.trim();
  return given === undefined || given === '' ? VARIABLES[name].default : given;
}

function integer(env: Environment, name: VariableName, least: number, most: number): number {
  const given = text(env, name);
  const value = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new BadVariable(`${name} must be a whole number from ${least} to ${most}, not "${given}".`);
  return value;
}

function quota(env: Environment, name: VariableName): number | null {
  const given = text(env, name);
  const bytes = given === '' ? null : readQuotaSize(given);
  if (bytes === undefined)
    throw new BadVariable(`${name} must be a size such as 200GB, or none, not "${given}".`);
  return bytes;
}

/** The sentence about a bad one does not repeat it. */
function optionalSecret(env: Environment, name: VariableName): string | null {
  const given = text(env, name);
  if (given === '') return null;
  if (!/^[\x21-\x7e]{16,256}$/.test(given))
    throw new BadVariable(`${name} must be 16 to 256 visible ASCII characters.`);
  return given;
}

function oneOf<const T extends readonly string[]>(
  env: Environment,
  name: VariableName,
  choices: T,
): T[number] {
  const given = text(env, name);
  const found = choices.find((choice) => choice === given);
  if (found === undefined)
    throw new BadVariable(`${name} must be one of ${choices.join(', ')}, not "${given}".`);
  return found;
}

function addresses(env: Environment, name: VariableName): readonly string[] {
  const given = text(env, name)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const address of given) {
    const [ip = '', bits, ...rest] = address.split('/');
    const mostBits = isIP(ip) === 4 ? 32 : 128;
    const bitsAreGood = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= mostBits);
    if (isIP(ip) === 0 || !bitsAreGood || rest.length > 0)
      throw new BadVariable(`${name} must list IP addresses or ranges such as 10.0.0.0/8, not "${address}".`);
  }
  return given;
}
