import {
  BackupError,
  type AlbumAddition,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
  type RemoteCapabilities,
  type RemoteMatch,
  type RemoteProof,
  type RemoteProofs,
  type ServerMark,
} from '@keepsake/engine';
import type { FakeAccount, FakePhotoServer, FakeStoredAsset } from './fake-photo-server.ts';

const MAX_IDS = 5000;

/** Whose questions are answered, and from what. */
export interface FakeAsked {
  readonly server: FakePhotoServer;
  readonly account: FakeAccount;
}

/** What a person's device has sent under these names; what is known to be damaged does not count. */
export function answerNames(
  { server, account }: FakeAsked,
  deviceId: DeviceId,
  ids: readonly DeviceAssetId[],
): ReadonlyMap<DeviceAssetId, RemoteMatch> {
  refuseTooMany(ids.length);
  const names = account.names.get(deviceId);
  const found = new Map<DeviceAssetId, RemoteMatch>();
  for (const id of ids) {
    const remoteId = names?.get(id);
    const asset = remoteId === undefined ? undefined : server.assets.get(remoteId);
    if (asset !== undefined && server.healthOf(asset) !== 'doubted') found.set(id, matchOf(asset, server));
  }
  return found;
}

/** What a person keeps of these bytes; what is known to be damaged does not count. */
export function answerChecksums(
  { server, account }: FakeAsked,
  checksums: readonly Checksum[],
): ReadonlyMap<Checksum, RemoteMatch> {
  refuseTooMany(checksums.length);
  const found = new Map<Checksum, RemoteMatch>();
  for (const checksum of checksums) {
    const asset = server.findByChecksum(account.userId, checksum);
    if (asset !== undefined && server.healthOf(asset) !== 'doubted')
      found.set(checksum, matchOf(asset, server));
  }
  return found;
}

/** How it is asked. One that cannot look again remembers nothing either. */
interface ProofQuestion {
  readonly isDeep: boolean;
  readonly mark: ServerMark | undefined;
  readonly can: Pick<RemoteCapabilities, 'deepVerify'>;
}

/** What a person keeps of these bytes outside the trash, how it is, and what was never deleted. */
export function answerProofs(
  { server, account }: FakeAsked,
  checksums: readonly Checksum[],
  { isDeep, mark, can }: ProofQuestion,
): RemoteProofs {
  refuseTooMany(checksums.length);
  const kept = new Map<Checksum, RemoteProof>();
  const untracedSinceMs = new Map<Checksum, number>();
  for (const checksum of checksums) {
    const asset = server.findByChecksum(account.userId, checksum);
    if (asset === undefined && can.deepVerify && !account.deleted.has(checksum))
      untracedSinceMs.set(checksum, server.deletionsKnownSinceMs);
    if (asset === undefined || asset.isTrashed) continue;
    if (isDeep && can.deepVerify) server.reread(asset);
    kept.set(checksum, {
      remoteId: asset.id,
      isSound: server.healthOf(asset) !== 'doubted',
      rereadAtMs: server.rereadAtMsOf(asset),
    });
  }
  if (!can.deepVerify) return { kept, untracedSinceMs, mark: undefined, hasGoneBack: false };
  const { arrivals } = account;
  return {
    kept,
    untracedSinceMs,
    mark: arrivals.mark(),
    hasGoneBack: mark !== undefined && !arrivals.isKnown(mark),
  };
}

/** Puts assets into the album of this name, in NFC. */
export function answerAlbum(
  { server, account }: FakeAsked,
  albumName: string,
  ids: readonly RemoteAssetId[],
): readonly AlbumAddition[] {
  if (ids.length === 0) return [];
  const name = albumName.normalize('NFC');
  const members = account.albums.get(name) ?? new Set<RemoteAssetId>();
  account.albums.set(name, members);
  return ids.map((id): AlbumAddition => {
    if (server.assets.get(id)?.userId !== account.userId) return { kind: 'refused', reason: 'not_found' };
    members.add(id);
    return { kind: 'in-album' };
  });
}

const matchOf = (asset: FakeStoredAsset, server: FakePhotoServer): RemoteMatch => ({
  remoteId: asset.id,
  checksum: asset.checksum,
  motionChecksum: server.motionOf(asset)?.checksum ?? null,
  motionChecksums: server.motionsOf(asset).map(({ checksum }) => checksum),
  isMotionPart: asset.isHidden,
  isTrashed: asset.isTrashed,
});

function refuseTooMany(count: number): void {
  if (count > MAX_IDS) throw new BackupError('rejected', `more than ${MAX_IDS} at once`);
}
