import { throwIfCancelled, type RemoteOriginals } from '@keepsake/engine';
import { apiOf, type RemoteConfig } from '../connection.ts';
import { OriginalsListing } from './originals-listing.ts';
import { readOriginal } from './read-original.ts';

/**
 * What a person's server keeps, for taking it home again (V3): of Keepsake, and of every version of Immich.
 *
 * A cursor is good for the object that gave it, as long as that lists nothing else; any other begins anew.
 *
 * @throws BackupError `unauthorized` when the credential can be no credential
 */
export function createRemoteOriginals(config: RemoteConfig): RemoteOriginals {
  const api = apiOf(config);
  let listing: OriginalsListing | undefined;
  return {
    list: async (cursor, signal) => {
      throwIfCancelled(signal);
      if (listing === undefined || cursor === undefined || cursor !== listing.cursor) {
        listing = await OriginalsListing.begin(api, signal);
      }
      return listing.next(signal);
    },
    read: (id, fromByte, signal) => readOriginal(api, id, fromByte, signal),
  };
}
