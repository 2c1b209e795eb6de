import { CancelSource, type RemoteAssetId } from '@keepsake/engine';
import { createRemote, createRemoteOriginals, discoverServer, type RemoteConfig } from '@keepsake/remote';
import { describeRemoteContract, FakeImmichServer, type RemoteTraits } from '@keepsake/testkit';
import { openNodeHttpTransport } from './node-http-transport.ts';

const LIMITED_QUOTA_BYTES = 50_000;
/** What no Immich can. */
const WHOLE_FILES: Omit<RemoteTraits, 'deviceNames'> = {
  resumable: false,
  deepVerify: false,
  tellsChecksums: false,
  tellsMotionParts: false,
  namesDuplicates: false,
};

async function openWorld(
  version: FakeImmichServer['version'],
): ReturnType<Parameters<typeof describeRemoteContract>[1]> {
  const server = await FakeImmichServer.open(version);
  const ada = server.addPerson('ada', undefined);
  server.addPerson('ben', LIMITED_QUOTA_BYTES);
  const transport = openNodeHttpTransport();
  const found = await discoverServer(transport, server.url, new CancelSource());
  if (found.kind !== 'immich') throw new Error(`found ${found.kind}`);
  const configOf = (token: string): RemoteConfig => ({
    transport,
    serverUrl: found.url,
    credential: { kind: 'session', token },
  });

  return {
    remote: createRemote(configOf('ada')),
    limited: createRemote(configOf('ben')),
    limitedQuotaBytes: LIMITED_QUOTA_BYTES,
    signedOut: createRemote(configOf('nobody')),
    originals: createRemoteOriginals(configOf('ada')),
    signedOutOriginals: createRemoteOriginals(configOf('nobody')),
    readAlbum: async (name) => {
      const albums = [...server.albums.values()].filter(
        (album) => album.userId === ada.userId && album.albumName === name,
      );
      if (albums.length > 1) throw new Error(`there are ${albums.length} albums of this name`);
      return albums[0] && [...albums[0].assetIds];
    },
    trash: async (id: RemoteAssetId) => {
      server.photos.trash(id);
    },
    remove: async (id: RemoteAssetId) => {
      server.photos.remove(id);
    },
    rot: () => Promise.reject(new Error('it never reads its bytes again')),
    close: async () => {
      transport.close();
      await server.close();
    },
  };
}

describeRemoteContract('createRemote over node:http against Immich 2.7', () => openWorld([2, 7, 5]), {
  ...WHOLE_FILES,
  deviceNames: true,
});

describeRemoteContract('createRemote over node:http against Immich 3', () => openWorld([3, 2, 2]), {
  ...WHOLE_FILES,
  deviceNames: false,
});
