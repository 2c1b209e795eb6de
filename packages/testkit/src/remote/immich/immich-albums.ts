import type { RemoteAssetId } from '@keepsake/engine';
import type { FakeAlbum, ImmichCall, ImmichRoutes } from './immich-call.ts';
import { HttpRefusal } from './http-refusal.ts';

/** Albums, which have ids; there is no way to them by name. */
export const immichAlbumRoutes: ImmichRoutes = {
  'GET /albums': ({ server, account }) => [
    200,
    [...server.albums.values()].filter(({ userId }) => userId === account.userId).map(shown),
  ],
  'POST /albums': ({ server, account, body }) => {
    if (typeof body.albumName !== 'string') throw new HttpRefusal(400, 'albumName must be a string');
    const id = server.photos.nextId();
    const album = {
      id,
      userId: account.userId,
      albumName: body.albumName,
      assetIds: new Set<RemoteAssetId>(),
    };
    server.albums.set(id, album);
    return [201, shown(album)];
  },
  'PUT /albums/:id/assets': (call) => {
    const { assetIds } = requireAlbum(call);
    const results = (call.body.ids ?? []).map((id) => {
      if (assetIds.has(id)) return { id, success: false, error: 'duplicate' };
      if (call.server.photos.assets.get(id)?.userId !== call.account.userId)
        return { id, success: false, error: 'no_permission' };
      assetIds.add(id);
      return { id, success: true };
    });
    return [200, results];
  },
};

function requireAlbum({ server, account, id }: ImmichCall): FakeAlbum {
  const album = server.albums.get(id);
  if (album?.userId !== account.userId) throw new HttpRefusal(400, 'Not found or no album.read access');
  return album;
}

const shown = ({ id, albumName, assetIds }: FakeAlbum): unknown => ({
  id,
  albumName,
  assetCount: assetIds.size,
});
