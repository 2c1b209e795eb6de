import type { CancelSignal } from '@keepsake/engine';
import { discoverServer } from './discover-server.ts';
import type { HttpTransport } from './http-transport.ts';
import { isUnencryptedFar } from './is-far.ts';
import { awaitsFirstAccount } from './sign-in.ts';

/** What is at an address that a person typed, as far as it matters to them. */
export type ServerFound =
  | {
      readonly kind: 'keepsake' | 'immich';
      readonly version: string;
      /** What signing in takes. */
      readonly url: string;
      /** Nobody has an account there yet: the first one is to be made. */
      readonly awaitsFirstAccount: boolean;
      /** Over `http:` to a machine that is not in this house: a password could be read on the way, so the person is asked. */
      readonly isUnencrypted: boolean;
    }
  /** Nothing answers over `https:`; a photo server does at `url`, without encryption, where nobody is signed in unasked. */
  | { readonly kind: 'unencrypted-only'; readonly url: string }
  /** Something answers, but nothing that keeps photos. */
  | { readonly kind: 'not-a-photo-server' }
  /** It sends everybody on to another address, which was not asked. */
  | { readonly kind: 'points-elsewhere'; readonly url: string }
  | { readonly kind: 'no-answer' }
  /** Something answers over `https:` with a certificate that this device does not trust. */
  | { readonly kind: 'untrusted' }
  /** No machine has the port that was typed. */
  | { readonly kind: 'impossible-port' }
  | { readonly kind: 'not-an-address' };

/** Looks for a server while the person types. Whatever is at the address is an answer; a cancelled signal is thrown. */
export async function findServer(
  transport: HttpTransport,
  typed: string,
  signal: CancelSignal,
): Promise<ServerFound> {
  const found = await discoverServer(transport, typed, signal);
  switch (found.kind) {
    case 'no-answer':
    case 'untrusted':
      return { kind: found.kind };
    case 'not-an-address':
    case 'impossible-port':
    case 'not-a-photo-server':
      return found;
    case 'points-elsewhere':
    case 'unencrypted-only':
      // Whoever means that one says so.
      return found;
    case 'immich':
    case 'keepsake':
      return {
        ...found,
        awaitsFirstAccount: await awaitsFirstAccount(transport, found.url, signal).catch(() => false),
        isUnencrypted: isUnencryptedFar(found.url),
      };
  }
}
