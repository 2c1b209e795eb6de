import type { RemoteAssetId, UploadState } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { announcementOf, bytesOf, chunkOf, partOf, requestOf } from '../photos-to-send.ts';
import {
  codeOf,
  keeps,
  live,
  photo,
  send,
  silent,
  unknownId,
  unknownUpload,
  type RemoteWorld,
} from './remote-world.ts';

/** How resumable uploads begin, and how they are given up. */
export function describeResumableBeginnings(openedWorld: () => RemoteWorld): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });
  const create = (...announcement: Parameters<typeof announcementOf>): Promise<UploadState> =>
    world.remote.resumable.create(announcementOf(...announcement), live());

  describe('resumable.create', () => {
    it('[U4] [D3] says before a byte is sent that it is there already, also out of the trash', async () => {
      const request = requestOf(photo('there-already.mov'));
      const { remoteId } = await send(world.remote, request);
      const { checksum } = request.original;
      const outcome = { kind: 'duplicate', remoteId, checksum };

      expect(await create(request.original)).toEqual({ kind: 'kept', outcome });
      await world.trash(remoteId);
      expect(await create(request.original)).toEqual({ kind: 'kept', outcome });
      expect((await world.remote.findChecksums([checksum], live())).get(checksum)?.isTrashed).toBe(false);
    });

    it('[U4] begins at the beginning', async () => {
      const state = await create(photo('begun.mov'));
      expect(state).toMatchObject({ kind: 'open', offset: 0 });
      if (state.kind === 'open')
        expect(await world.remote.resumable.look(state.upload, live())).toEqual(state);
    });

    it.each([
      ['unsupported-type', 'resumed.docx', 100],
      ['empty-file', 'resumed.mov', 0],
    ])('[E1] answers %s for good', async (code, fileName, sizeBytes) => {
      expect(await codeOf(create(photo(fileName, sizeBytes)))).toBe(code);
    });

    it('[E1] [U2] refuses a still whose motion part nobody knows', async () => {
      const role = { kind: 'original', motionId: unknownId } as const;
      expect(await codeOf(create(photo('unknown-motion.heic'), { role }))).toBe('rejected');
    });

    it('[E1] holds room against the quota, until the upload is given up', async () => {
      const { limited } = world;
      const { usedBytes } = (await limited.describe(live())).storage;
      const freeBytes = world.limitedQuotaBytes - usedBytes;
      const begin = (name: string, sizeBytes: number): Promise<UploadState> =>
        limited.resumable.create(announcementOf(photo(name, sizeBytes)), live());

      const first = await begin('reserving.mov', freeBytes);
      expect(await codeOf(begin('crowded-out.mov', 100))).toBe('quota-exceeded');
      if (first.kind !== 'open') throw new Error(first.kind);
      await limited.resumable.cancel(first.upload, live());
      const second = await begin('crowded-out.mov', 100);
      expect(second.kind).toBe('open');
      if (second.kind === 'open') await limited.resumable.cancel(second.upload, live());
    });
  });

  describe('resumable.cancel', () => {
    it('[U4] gives an upload up; another time, and of one that never was, is no error', async () => {
      const part = photo('given-up.mov');
      const state = await create(part);
      if (state.kind !== 'open') throw new Error(state.kind);
      for (const upload of [state.upload, state.upload, unknownUpload])
        await world.remote.resumable.cancel(upload, live());
      expect(await world.remote.resumable.look(state.upload, live())).toEqual({ kind: 'unknown' });
      expect(await keeps(world.remote, part.checksum)).toEqual([false]);
    });

    it('[U4] does not give up what is complete', async () => {
      const bytes = bytesOf('complete and cancelled', 500);
      const part = partOf('complete.mov', bytes);
      const state = await create(part);
      if (state.kind !== 'open') throw new Error(state.kind);
      await world.remote.resumable.append(chunkOf(state.upload, bytes, 0), silent, live());
      await world.remote.resumable.cancel(state.upload, live());
      expect(await keeps(world.remote, part.checksum)).toEqual([true]);
    });
  });

  describe('a Live Photo by resumable upload', () => {
    const sendWhole = async (
      name: string,
      role: Parameters<typeof announcementOf>[1] & object,
    ): Promise<RemoteAssetId> => {
      const bytes = bytesOf(name, 10_000);
      const begun = await create(partOf(name, bytes), role);
      if (begun.kind !== 'open') throw new Error(begun.kind);
      const end = await world.remote.resumable.append(chunkOf(begun.upload, bytes, 0), silent, live());
      if (end.kind !== 'kept') throw new Error(end.kind);
      return end.outcome.remoteId;
    };

    it('[U2] [U4] is its motion part, by which no name is known yet, and then its still', async () => {
      const [still, motion] = [photo('in-two.heic'), photo('in-two.mov')];
      const { deviceId, deviceAssetId } = announcementOf(still);
      const names = () => world.remote.findDeviceAssets(deviceId, [deviceAssetId], live());

      const motionId = await sendWhole(motion.fileName, { role: { kind: 'motion' }, deviceAssetId });
      expect(await names()).toEqual(new Map());
      const remoteId = await sendWhole(still.fileName, { role: { kind: 'original', motionId } });

      expect([...(await names()).values()]).toMatchObject([{ remoteId, motionChecksum: motion.checksum }]);
      const found = await world.remote.findChecksums([still.checksum, motion.checksum], live());
      expect(found.get(still.checksum)).toMatchObject({ remoteId, motionChecksum: motion.checksum });
      expect(found.get(motion.checksum)?.isMotionPart).toBe(true);
    });

    it('[U2] [D3] is answered at once when it is there, and gets a motion part that it lacked', async () => {
      const still = photo('later-moving.heic');
      const { remoteId } = await send(world.remote, requestOf(still));
      const motionId = await sendWhole('later-moving.mov', { role: { kind: 'motion' } });
      const role = { kind: 'original', motionId } as const;

      expect(await create(still)).toMatchObject({ kind: 'kept', outcome: { remoteId } });
      const state = await create(still, { role });
      expect(state.kind).toBe('open');
      if (state.kind === 'open') {
        const bytes = bytesOf(still.fileName, still.sizeBytes);
        const end = await world.remote.resumable.append(chunkOf(state.upload, bytes, 0), silent, live());
        expect(end).toMatchObject({ kind: 'kept', outcome: { kind: 'duplicate', remoteId } });
      }
      expect(await create(still, { role })).toMatchObject({ kind: 'kept', outcome: { remoteId } });
    });
  });
}
