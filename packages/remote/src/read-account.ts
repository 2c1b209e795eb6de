import type { CancelSignal, RemoteDescription } from '@keepsake/engine';
import { anyAccount, routes } from '@keepsake/protocol';
import { AlbumDirectory } from './album-directory.ts';
import { callApi } from './api-call.ts';
import { apiOf, type RemoteConfig } from './connection.ts';
import { findDialect } from './dialects/find-dialect.ts';

/** Who is signed in where, as the server says. */
export interface ServerAccount extends Pick<RemoteDescription, 'product' | 'version' | 'userName'> {
  /**
   * Somebody else chose the password, and whoever is signed in can choose another here. Never said of Immich, which goes on saying so of
   * those who changed theirs by `changePassword`, nor of an API key, to which the password is nothing.
   */
  readonly shouldChangePassword: boolean;
}

/** Asks a server what it is, and of whoever is signed in there. May be repeated. Errors: those of `Remote`. */
export async function readAccount(config: RemoteConfig, signal: CancelSignal): Promise<ServerAccount> {
  const api = apiOf(config);
  const { product, version } = await findDialect(api, new AlbumDirectory(api), signal);
  const { data: user } = await callApi(api, routes.me, anyAccount, {}, signal);
  return {
    product,
    version,
    userName: user.name,
    shouldChangePassword:
      product === 'keepsake' && config.credential.kind === 'session' && user.shouldChangePassword === true,
  };
}
