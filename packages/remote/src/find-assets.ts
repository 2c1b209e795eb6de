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
  if (data.existing !== undefined && details.size !== found.size) throw badAnswer('it contradicts itself');
  return found;
}

/** Asks which bytes the person keeps (D5). Every checksum must be answered for, once, and no other. */
export async function findChecksums(
  api: Api,
  checksums: readonly Checksum[],
  signal: CancelSignal,
): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
  const found = new Map<Checksum, RemoteMatch>();
  const open = new Set<string>(checksums);
  if (open.size === 0) return found;
  const body = jsonBody({ assets: [...open].map((checksum) => ({ id: checksum, checksum })) });
  const { data } = await callApi(api, routes.bulkCheck, routes.bulkCheck.answers[200], { body }, signal);
  for (const {
    id,
    action,
    reason,
    assetId,
    isTrashed,
    livePhotoVideoChecksum,
    isMotionPart,
  } of data.results) {
    if (!open.delete(id))
      throw badAnswer('it is about a checksum that was not asked for, or twice about one');
    if ((action === 'accept' && isMotionPart !== true) || reason === 'unsupported-format') continue;
    if (assetId === undefined) throw badAnswer('it refuses a checksum without naming what is there');
    found.set(id as Checksum, {
      remoteId: assetId as RemoteAssetId,
      checksum: id as Checksum,
      motionChecksum: motionOf(livePhotoVideoChecksum),
      isMotionPart: isMotionPart ?? false,
      isTrashed: isTrashed ?? false,
    });
  }
  if (open.size > 0) throw badAnswer('it says nothing about some of the checksums');
  return found;
}

const motionOf = (wire: string | null | undefined): RemoteMatch['motionChecksum'] =>
  typeof wire === 'string' ? (checksumToHex(wire) as Checksum) : wire;
