import type { Credential } from './connection.ts';

/** Who is signed in where. */
export interface Credentials {
  readonly serverUrl: string;
  readonly userId: string;
  readonly userName: string;
  readonly credential: Credential;
}

/** Reads what was kept of a sign-in, and nothing that lies beside it; undefined: it is no whole one. */
export function credentialsOf(kept: unknown): Credentials | undefined {
  if (!isObject(kept)) return undefined;
  const { serverUrl, userId, userName } = kept;
  const credential = credentialOf(kept['credential']);
  if (!isText(serverUrl) || !isText(userId) || typeof userName !== 'string' || credential === undefined)
    return undefined;
  return { serverUrl, userId, userName, credential };
}

function credentialOf(kept: unknown): Credential | undefined {
  if (!isObject(kept)) return undefined;
  const { kind, token, secret } = kept;
  if (kind === 'session' && isText(token)) return { kind, token };
  if (kind === 'api-key' && isText(secret)) return { kind, secret };
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
