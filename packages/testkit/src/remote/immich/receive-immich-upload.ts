import type { IncomingMessage } from 'node:http';
import type { Checksum, DeviceAssetId, DeviceId, RemoteAssetId } from '@keepsake/engine';
import { checksumToHex, mediaTypeOf } from '@keepsake/protocol';
import { sha1Of, type FakeAccount, type FakeStoredAsset } from '../fake-photo-server.ts';
import type { ImmichState, ImmichCall } from './immich-call.ts';
import { HttpRefusal } from './http-refusal.ts';
import { requireAsset } from './require-asset.ts';

/**
 * POST /assets. A checksum that is known is answered before the body, and none is compared with what came; a duplicate stays
 * where and as it is.
 */
export async function receiveImmichUpload({
  server,
  account,
  request,
}: Omit<ImmichCall, 'body'>): Promise<readonly [number, unknown]> {
  const told = request.headers['x-immich-checksum'];
  const known =
    typeof told === 'string'
      ? server.photos.findByChecksum(account.userId, checksumToHex(told) as Checksum)
      : undefined;
  if (known !== undefined) {
    request.resume();
    return duplicate(known);
  }
  const form = await readForm(request);
  const file = form.get('assetData');
  if (!(file instanceof File)) throw new HttpRefusal(400, 'No file');
  requireFields(server, form);
  const fileName = textOf(form, 'filename') ?? file.name;
  if (mediaTypeOf(fileName) === undefined)
    throw new HttpRefusal(400, `Unsupported file type ${/\.[^.]*$/.exec(fileName)?.[0] ?? ''}`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const twin = server.photos.findByChecksum(account.userId, sha1Of(bytes));
  if (twin !== undefined) return duplicate(twin);
  if (account.usedBytes + bytes.length > (account.quotaBytes ?? Infinity))
    throw new HttpRefusal(400, 'Quota has been exceeded!');
  return [201, { id: keep(server, account, form, fileName, bytes), status: 'created' }];
}

const duplicate = ({ id }: FakeStoredAsset): readonly [number, unknown] => [200, { id, status: 'duplicate' }];

/** Every version demands some fields, and takes others for none of its business. */
function requireFields(server: ImmichState, form: FormData): void {
  for (const name of ['fileCreatedAt', 'fileModifiedAt'])
    if (Number.isNaN(Date.parse(textOf(form, name) ?? '')))
      throw new HttpRefusal(400, `${name} must be a Date instance`);
  for (const name of ['deviceAssetId', 'deviceId'])
    if ((textOf(form, name) !== undefined) !== server.hasDeviceIds)
      throw new HttpRefusal(
        400,
        `property ${name} ${server.hasDeviceIds ? 'is missing' : 'should not exist'}`,
      );
  const duration = textOf(form, 'duration');
  if (duration !== undefined && /^\d+$/.test(duration) === server.hasDeviceIds)
    throw new HttpRefusal(400, 'duration is of another version');
}

function keep(
  server: ImmichState,
  account: FakeAccount,
  form: FormData,
  fileName: string,
  bytes: Uint8Array,
): RemoteAssetId {
  const motionId = textOf(form, 'livePhotoVideoId') as RemoteAssetId | undefined;
  if (motionId !== undefined) requireAsset(server, account, motionId).isHidden = true;
  const asset: FakeStoredAsset = {
    id: server.photos.nextId(),
    userId: account.userId,
    fileName,
    bytes,
    checksum: sha1Of(bytes),
    createdAtMs: Date.parse(textOf(form, 'fileCreatedAt') ?? ''),
    modifiedAtMs: Date.parse(textOf(form, 'fileModifiedAt') ?? ''),
    isFavorite: textOf(form, 'isFavorite') === 'true',
    durationMs: undefined,
    isHidden: textOf(form, 'visibility') === 'hidden',
    isTrashed: false,
    motionId,
  };
  server.photos.keep(asset);
  const [deviceId, name] = [textOf(form, 'deviceId') as DeviceId, textOf(form, 'deviceAssetId')];
  if (name !== undefined) {
    const names = account.names.get(deviceId) ?? new Map<DeviceAssetId, RemoteAssetId>();
    account.names.set(deviceId, names.set(name as DeviceAssetId, asset.id));
  }
  return asset.id;
}

function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
}

async function readForm(request: IncomingMessage): Promise<FormData> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of request) chunks.push(Uint8Array.from(chunk as Buffer));
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  // Of whichever runtime's types this is compiled under: React Native's know no reading of forms.
  const form: unknown = await new Response(Buffer.concat(chunks), { headers }).formData();
  return form as FormData;
}
