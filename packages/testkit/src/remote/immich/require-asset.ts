import type { RemoteAssetId } from '@keepsake/engine';
import type { FakeAccount, FakePhotoServer, FakeStoredAsset } from '../fake-photo-server.ts';
import { HttpRefusal } from './http-refusal.ts';

/** The person's asset of this id, or the words of Immich for none. */
export function requireAsset(
  { photos }: { readonly photos: FakePhotoServer },
  account: FakeAccount,
  id: string,
): FakeStoredAsset {
  const asset = photos.assets.get(id as RemoteAssetId);
  if (asset?.userId !== account.userId) throw new HttpRefusal(400, 'Not found or no asset.read access');
  return asset;
}
