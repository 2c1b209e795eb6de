import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The account that the demo makes for itself, once. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

const EMAIL = 'demo@keepsake.local';
const NAME = 'Demo';

export type AccountState =
  | { readonly kind: 'ready'; readonly account: DemoAccount; readonly isNew: boolean }
  /** The server has accounts, but none that the demo made. */
  | { readonly kind: 'not-ours' };

/**
 * Finds the demo account, or makes it on a server that has none. Its password is random and kept in `file`, readable
 * for its owner only; it is written first, so that an interruption never leaves an account that nobody can enter.
 */
export async function ensureDemoAccount(serverUrl: string, file: string): Promise<AccountState> {
  const account = (await readAccount(file)) ?? (await writeNewAccount(file));
  const response = await fetch(`${serverUrl}/api/auth/admin-sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, name: NAME }),
  });
  await response.body?.cancel();
  if (response.ok) return { kind: 'ready', account, isNew: true };
  return (await isValid(serverUrl, account))
    ? { kind: 'ready', account, isNew: false }
    : { kind: 'not-ours' };
}

async function isValid(serverUrl: string, account: DemoAccount): Promise<boolean> {
  const response = await fetch(`${serverUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  await response.body?.cancel();
  return response.ok;
}

async function readAccount(file: string): Promise<DemoAccount | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoAccount;
  } catch {
    return undefined;
  }
}

async function writeNewAccount(file: string): Promise<DemoAccount> {
  const account = { email: EMAIL, password: randomBytes(9).toString('base64url') };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(account, undefined, 2)}\n`, { mode: 0o600 });
  return account;
}
