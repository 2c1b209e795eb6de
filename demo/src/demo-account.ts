import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The account that the demo makes for itself, once. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

const EMAIL = 'demo@keepsake.local';
const NAME = 'Demo';

export type AccountState =
  | { readonly kind: 'ready'; readonly account: DemoAccount }
  /** The server has accounts, but none that the demo made. */
  | { readonly kind: 'not-ours' }
  /** The server has accounts, and the note of the demo's own cannot be read any more; the password went with it. */
  | { readonly kind: 'damaged' }
  /** The person gave the demo's account a password of their own. */
  | { readonly kind: 'other-password'; readonly email: string }
  /** The server lets nobody sign in now: too many tried in vain. */
  | { readonly kind: 'refused-for-now'; readonly email: string };

/**
 * Finds the demo account, or makes it on a server that has none. Its password is random and kept in `file`, readable
 * for its owner only; it is written first, so that an interruption never leaves an account that nobody can enter, and
 * never written over while a server may know it.
 */
export async function ensureDemoAccount(serverUrl: string, file: string): Promise<AccountState> {
  const note = await readNote(file);
  if (await hasAccounts(serverUrl)) {
    if (note.kind === 'damaged') return { kind: 'damaged' };
    return note.kind === 'read' ? stateOf(serverUrl, note.account) : { kind: 'not-ours' };
  }
  const account = note.kind === 'read' ? note.account : await writeNewAccount(file);
  const { ok } = await post(serverUrl, 'admin-sign-up', { ...account, name: NAME });
  return ok ? { kind: 'ready', account } : { kind: 'not-ours' };
}

/** Of an account that was made here, on a server that has accounts. */
async function stateOf(serverUrl: string, account: DemoAccount): Promise<AccountState> {
  const { ok, status } = await post(serverUrl, 'login', account);
  if (ok) return { kind: 'ready', account };
  return { kind: status === 401 ? 'other-password' : 'refused-for-now', email: account.email };
}

async function hasAccounts(serverUrl: string): Promise<boolean> {
  const response = await fetch(`${serverUrl}/api/server/config`);
  const { isInitialized } = (await response.json()) as { isInitialized?: boolean };
  return isInitialized !== false;
}

async function post(serverUrl: string, endpoint: string, body: object): Promise<Response> {
  const response = await fetch(`${serverUrl}/api/auth/${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  return response;
}

type Note =
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'read'; readonly account: DemoAccount };

async function readNote(file: string): Promise<Note> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { kind: isMissing ? 'missing' : 'damaged' };
  }
  try {
    const { email, password } = JSON.parse(text) as Partial<Record<keyof DemoAccount, unknown>>;
    if (typeof email !== 'string' || typeof password !== 'string') return { kind: 'damaged' };
    return { kind: 'read', account: { email, password } };
  } catch {
    return { kind: 'damaged' };
  }
}

/** Beside and renamed over, so that a crash leaves no half of it. */
async function writeNewAccount(file: string): Promise<DemoAccount> {
  const account = { email: EMAIL, password: randomBytes(9).toString('base64url') };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(account, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return account;
}
