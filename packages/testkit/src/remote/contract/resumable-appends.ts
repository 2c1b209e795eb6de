import {
  BackupError,
  Cancelled,
  CancelSource,
  type UploadChunk,
  type UploadId,
  type UploadState,
} from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { announcementOf, bytesOf, chunkOf, partOf } from '../photos-to-send.ts';
import {
  codeOf,
  keeps,
  live,
  silent,
  unknownChecksum,
  unknownUpload,
  type RemoteWorld,
} from './remote-world.ts';

const SIZE_BYTES = 300_000;

/** How resumable uploads go on, whatever happens on the way. */
export function describeResumableAppends(openedWorld: () => RemoteWorld): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });
  const begin = async (name: string, checksum?: Parameters<typeof partOf>[2]) => {
    const bytes = bytesOf(name, SIZE_BYTES);
    const part = partOf(name, bytes, checksum);
    const state = await world.remote.resumable.create(announcementOf(part), live());
    if (state.kind !== 'open') throw new Error(state.kind);
    return { bytes, part, upload: state.upload };
  };
  const append = (chunk: UploadChunk): Promise<UploadState> =>
    world.remote.resumable.append(chunk, silent, live());
  const look = (upload: UploadId): Promise<UploadState> => world.remote.resumable.look(upload, live());
  const offsetOf = (state: UploadState): number => (state.kind === 'open' ? state.offset : Number.NaN);
  /** The chunk, whose source breaks when so many of its bytes were read. */
  const brokenAfter = (chunk: UploadChunk, sizeBytes: number, error: unknown): UploadChunk => ({
    ...chunk,
    read: async function* () {
      let readBytes = 0;
      for await (const bytes of chunk.read()) {
        if (readBytes >= sizeBytes) throw error;
        readBytes += bytes.length;
        yield bytes;
      }
    },
  });

  describe('resumable.append', () => {
    it('[U4] [U9] goes on chunk by chunk, and ends with what the server keeps', async () => {
      const { bytes, part, upload } = await begin('in-chunks.mov');

      expect(await append(chunkOf(upload, bytes, 0, 100_000))).toEqual({
        kind: 'open',
        upload,
        offset: 100_000,
      });
      expect(await append(chunkOf(upload, bytes, 100_000, 100_001))).toEqual({
        kind: 'open',
        upload,
        offset: 100_001,
      });
      expect(await keeps(world.remote, part.checksum)).toEqual([false]);
      const end = await append(chunkOf(upload, bytes, 100_001));

      expect(end).toMatchObject({ kind: 'kept', outcome: { kind: 'created', checksum: part.checksum } });
      const { deviceId, deviceAssetId } = announcementOf(part);
      const names = await world.remote.findDeviceAssets(deviceId, [deviceAssetId], live());
      expect([...names.values()]).toMatchObject([{ checksum: part.checksum }]);
    });

    it('[U4] goes on after a cut from where the server says, which is not behind what it told before', async () => {
      const { bytes, part, upload } = await begin('cut.mov');
      await append(chunkOf(upload, bytes, 0, 100_000));
      const cut = new BackupError('read-failed', 'the cable was pulled');
      await expect(append(brokenAfter(chunkOf(upload, bytes, 100_000), 90_000, cut))).rejects.toBe(cut);

      const offset = offsetOf(await look(upload));
      expect(offset).toBeGreaterThanOrEqual(100_000);
      expect(offset).toBeLessThan(200_000);
      expect(await append(chunkOf(upload, bytes, offset))).toMatchObject({ kind: 'kept' });
      expect(await keeps(world.remote, part.checksum)).toEqual([true]);
    });

    it.each([
      ['before', 0],
      ['behind', 70_000],
    ])('[U4] says where the upload is to one who goes on %s it', async (_where, wrongOffset) => {
      const { bytes, upload } = await begin(`elsewhere ${wrongOffset}.mov`);
      await append(chunkOf(upload, bytes, 0, 50_000));
      const here = { kind: 'open', upload, offset: 50_000 };

      expect(await append(chunkOf(upload, bytes, wrongOffset, wrongOffset + 60_000))).toEqual(here);
      expect(await look(upload)).toEqual(here);
    });

    it('[U4] gives a final answer that was lost again, to one who asks and to one who sends again', async () => {
      const { bytes, upload } = await begin('lost-answer.mov');
      await append(chunkOf(upload, bytes, 0, 200_000));
      const end = await append(chunkOf(upload, bytes, 200_000));

      expect(end.kind).toBe('kept');
      expect(await look(upload)).toEqual(end);
      expect(await append(chunkOf(upload, bytes, 200_000))).toEqual(end);
    });

    it('[U4] completes what has all its bytes by an append without any', async () => {
      const { bytes, upload } = await begin('empty-end.mov');
      await append({ ...chunkOf(upload, bytes, 0), isLast: false });
      expect(await append(chunkOf(upload, bytes, SIZE_BYTES))).toMatchObject({ kind: 'kept' });
    });

    it('[U4] does not know what never was, and what is another person’s', async () => {
      const { bytes, upload } = await begin('private.mov');
      const unknown = { kind: 'unknown' };

      expect(await look(unknownUpload)).toEqual(unknown);
      expect(await append(chunkOf(unknownUpload, bytes, 0))).toEqual(unknown);
      expect(await world.limited.resumable.look(upload, live())).toEqual(unknown);
      await world.limited.resumable.cancel(upload, live());
      expect(await look(upload)).toEqual({ kind: 'open', upload, offset: 0 });
    });

    it('[U9] refuses at the end bytes that are not those that were announced, and keeps nothing', async () => {
      const { bytes, upload } = await begin('bent-on-the-way.mov', unknownChecksum);

      expect(await codeOf(append(chunkOf(upload, bytes, 0)))).toBe('checksum-mismatch');
      expect(await look(upload)).toEqual({ kind: 'unknown' });
      expect(await keeps(world.remote, unknownChecksum, partOf('x.mov', bytes).checksum)).toEqual([
        false,
        false,
      ]);
    });

    it.each([
      ['fewer', 9_999],
      ['more', 10_001],
    ])('[U9] refuses a source with %s bytes than it said', async (_which, sizeBytes) => {
      const { bytes, part, upload } = await begin(`resized by ${sizeBytes}.mov`);
      const chunk = { ...chunkOf(upload, bytes, 0, sizeBytes), sizeBytes: 10_000 };

      expect(await codeOf(append(chunk))).toBe('changed-while-reading');
      expect(await keeps(world.remote, part.checksum)).toEqual([false]);
    });

    it('[P1] tells how far the chunk is, up to all of it', async () => {
      const { bytes, upload } = await begin('told.mov');
      const told: number[] = [];
      const chunk = chunkOf(upload, bytes, 0, 200_000);
      await world.remote.resumable.append(chunk, { onBytesSent: (sent) => void told.push(sent) }, live());
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBe(200_000);
    });

    it('[U7] stops with the reason as it is, also when the source is stuck, and keeps the offset', async () => {
      const { bytes, upload } = await begin('stopped.mov');
      await append(chunkOf(upload, bytes, 0, 100_000));
      const source = new CancelSource();
      const reason = new Cancelled('enough');
      const stuck: UploadChunk = {
        ...chunkOf(upload, bytes, 100_000),
        read: async function* () {
          yield bytes.subarray(100_000, 110_000);
          source.cancel(reason);
          await new Promise(() => undefined);
        },
      };

      await expect(world.remote.resumable.append(stuck, silent, source)).rejects.toBe(reason);
      const offset = offsetOf(await look(upload));
      expect(offset).toBeGreaterThanOrEqual(100_000);
      expect(await append(chunkOf(upload, bytes, offset))).toMatchObject({ kind: 'kept' });
    });
  });
}
