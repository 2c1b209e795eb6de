import type {
  CancelSignal,
  Checksum,
  DeviceAssetId,
  DeviceId,
  RemoteAssetId,
  RemoteMatch,
} from '@keepsake/engine';
import { checksumToHex, routes } from '@keepsake/protocol';
import { callApi, jsonBody, type Api } from './api-call.ts';
import { badAnswer } from './http-errors.ts';
import { readAssets } from './read-asset.ts';

/** Asks which names this device uploaded (D4). An answer about a name that was not asked is no answer. */
export async function findDeviceAssets(
  api: Api,
  deviceId: DeviceId,
  ids: readonly DeviceAssetId[],
  signal: CancelSignal,
): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>> {
  const found = new Map<DeviceAssetId, RemoteMatch>();
  if (ids.length === 0) return found;
  const asked = new Set<string>(ids);
  const body = jsonBody({ deviceAssetIds: ids, deviceId });
  const { data } = await callApi(api, routes.exist, routes.exist.answers[200], { body }, signal);
  const details = new Map(data.existing?.map((detail) => [detail.deviceAssetId, detail]));
  for (const id of data.existingIds) {
    if (!asked.has(id)) throw badAnswer('it names an upload that was not asked for');
    const detail = details.get(id);
    if (detail === undefined && data.existing !== undefined)
      throw badAnswer('it says only half of what it knows');
    found.set(id as DeviceAssetId, {
      remoteId: detail?.assetId as RemoteAssetId | undefined,
      checksum: detail && (checksumToHex(detail.checksum) as Checksum),
      motionChecksum: motionOf(detail?.livePhotoVideoChecksum),
      isMotionPart: false,
      isTrashed: detail?.isTrashed ?? false,
    });
  }
  const isTwoThings = data.existing?.some(
    ({ deviceAssetId, assetId }) => details.get(deviceAssetId)?.assetId !== assetId,
  );
  if (data.existing !== undefined && (details.size !== found.size || isTwoThings === true))
    throw badAnswer('it contradicts itself');
  return found;
}

/**
 * Asks which bytes the person keeps (D5). Every checksum must be answered for, once, and no other.
 *
 * What the answer leaves open is looked up, asset by asset: whether a match lies in the trash, which older versions of
 * Immich do not say, and of `maybeHidden` whether it is out of sight, as a motion part alone is.
 */
export async function findChecksums(
  api: Api,
  checksums: readonly Checksum[],
  signal: CancelSignal,
  maybeHidden: ReadonlySet<Checksum> = new Set(),
): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
  const told = await askForChecksums(api, checksums, signal);
  const isOpen = ({ checksum, isTrashed }: Told): boolean =>
    isTrashed === undefined || maybeHidden.has(checksum);
  const open = told.filter(isOpen);
  const looked = await readAssets(
    api,
    open.map(({ remoteId }) => remoteId),
    signal,
  );
  const assets = new Map(open.map(({ checksum }, index) => [checksum, looked[index]]));
  const found = new Map<Checksum, RemoteMatch>();
  for (const match of told) {
    const asset = assets.get(match.checksum);
    const isTrashed = asset?.isTrashed ?? match.isTrashed;
    // It went meanwhile.
    if (isTrashed === undefined) continue;
    const isHidden = asset?.visibility === 'hidden' && maybeHidden.has(match.checksum);
    found.set(match.checksum, { ...match, isMotionPart: match.isMotionPart || isHidden, isTrashed });
  }
  return found;
}

/** A match as far as a server told it. */
interface Told extends Omit<RemoteMatch, 'isTrashed'> {
  readonly remoteId: RemoteAssetId;
  readonly checksum: Checksum;
  readonly isTrashed: boolean | undefined;
}

async function askForChecksums(
  api: Api,
  checksums: readonly Checksum[],
  signal: CancelSignal,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  const open = new Set<string>(checksums);
  if (open.size === 0) return told;
  const body = jsonBody({ assets: [...open].map((checksum) => ({ id: checksum, checksum })) });
  const { data } = await callApi(api, routes.bulkCheck, routes.bulkCheck.answers[200], { body }, signal);
  for (const { id, action, reason, assetId, isTrashed, ...motion } of data.results) {
    const { livePhotoVideoChecksum, livePhotoVideoChecksums, isMotionPart = false } = motion;
    if (!open.delete(id))
      throw badAnswer('it is about a checksum that was not asked for, or twice about one');
    if ((action === 'accept' && !isMotionPart) || reason === 'unsupported-format') continue;
    if (assetId === undefined) throw badAnswer('it refuses a checksum without naming what is there');
    told.push({
      remoteId: assetId as RemoteAssetId,
      checksum: id as Checksum,
      motionChecksum: motionOf(livePhotoVideoChecksum),
      ...(livePhotoVideoChecksums !== undefined && {
        motionChecksums: livePhotoVideoChecksums.map((wire) => checksumToHex(wire) as Checksum),
      }),
      isMotionPart,
      isTrashed,
    });
  }
  if (open.size > 0) throw badAnswer('it says nothing about some of the checksums');
  return told;
}

const motionOf = (wire: string | null | undefined): RemoteMatch['motionChecksum'] =>
  typeof wire === 'string' ? (checksumToHex(wire) as Checksum) : wire;
