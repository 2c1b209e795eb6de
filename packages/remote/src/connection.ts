import { BackupError } from '@keepsake/engine';
import type { Api } from './api-call.ts';
import type { HttpTransport } from './http-transport.ts';

/** What a person signs in with: a session's token, or the secret of an API key. */
export type Credential =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'api-key'; readonly secret: string };

/** Where a person's server is and what opens it. */
export interface RemoteConfig {
  readonly transport: HttpTransport;
  /** As `discoverServer` found it: no trailing slash, no `/api`. */
  readonly serverUrl: string;
  readonly credential: Credential;
}

/** @throws BackupError unauthorized when the credential can be no credential */
export function apiOf({ transport, serverUrl, credential }: RemoteConfig): Api {
  return {
    transport,
    baseUrl: `${serverUrl.replace(/\/+$/, '')}/api`,
    login: loginHeadersOf(credential),
  };
}

function loginHeadersOf(credential: Credential): Readonly<Record<string, string>> {
  const secret = credential.kind === 'session' ? credential.token : credential.secret;
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new BackupError('unauthorized', 'The stored login is damaged: sign in again');
  }
  return credential.kind === 'session' ? { authorization: `Bearer ${secret}` } : { 'x-api-key': secret };
}
