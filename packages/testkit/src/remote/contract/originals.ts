import { Cancelled, CancelSource, type RemoteAssetId, type RemoteOriginal } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, requestOf } from '../photos-to-send.ts';
import { codeOf, live, photo, send, unknownId, type RemoteTraits, type RemoteWorld } from './remote-world.ts';

/** What a server keeps, and taking it home. */
export function describeOriginals(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });
  const listAll = async (): Promise<RemoteOriginal[]> => {
    const all: RemoteOriginal[] = [];
    let cursor: string | undefined;
    do {
      const { originals, nextCursor } = await world.originals.list(cursor, live());
      all.push(...originals);
      cursor = nextCursor;
    } while (cursor !== undefined);
    return all;
  };
  const read = async (id: RemoteAssetId, fromByte = 0): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of world.originals.read(id, fromByte, live())) chunks.push(Uint8Array.from(chunk));
    return Uint8Array.from(Buffer.concat(chunks));
  };

  describe('originals', () => {
    it('[V3] are listed once each, with name, times, albums and motion part, without trash and other people’s', async () => {
      const [still, motion] = [photo('home.heic'), photo('home.mov')];
      const request = requestOf(still, { motion });
      const { remoteId } = await send(world.remote, request);
      for (const name of ['Home', '50/50 at home']) await world.remote.addToAlbum(name, [remoteId], live());
      const trashed = await send(world.remote, requestOf(photo('home-trash.jpg')));
      await world.trash(trashed.remoteId);
      const theirs = await send(world.limited, requestOf(photo('not-home.jpg', 300)));

      const all = await listAll();

      const ids = all.map(({ id }) => id);
      expect(new Set(all.map(({ id, motion: part }) => `${id} ${part?.id}`)).size).toBe(all.length);
      expect(ids).not.toContain(trashed.remoteId);
      expect(ids).not.toContain(theirs.remoteId);
      const { createdAtMs, modifiedAtMs } = request;
      const listed = all.find(({ id }) => id === remoteId);
      const { fileName, checksum } = still;
      expect(listed).toMatchObject({ fileName, checksum, createdAtMs, modifiedAtMs });
      expect([still.sizeBytes, undefined]).toContain(listed?.sizeBytes);
      expect(listed?.motion).toMatchObject({ checksum: motion.checksum, createdAtMs, modifiedAtMs });
      expect(new Set(listed?.albumNames)).toEqual(new Set(['Home', '50/50 at home']));
      expect(listed?.albumNames).toHaveLength(2);
      expect(all.filter(({ checksum }) => checksum === motion.checksum)).toEqual([]);
      expect(await read(listed!.motion!.id)).toEqual(bytesOf(motion.fileName, motion.sizeBytes));
    });

    if (traits.tellsMotionParts) {
      it('[V3] [U2] are listed by themselves, too, when they were sent by themselves', async () => {
        const [still, motion] = [photo('both.heic'), photo('both.mov')];
        await send(world.remote, requestOf(still, { motion }));
        const alone = await send(world.remote, requestOf(motion));

        const listed = (await listAll()).filter(({ checksum }) =>
          [still.checksum, motion.checksum].includes(checksum),
        );
        expect(listed.map(({ id }) => id).includes(alone.remoteId)).toBe(true);
        expect(listed.map((original) => original.motion?.checksum)).toContain(motion.checksum);
        expect(listed).toHaveLength(2);
      });

      it('[V3] are listed with each motion part that came with them, also when one took the place of another', async () => {
        const still = photo('twice-moving.heic');
        const motions = [photo('first-move.mov'), photo('second-move.mov'), photo('third-move.mov')];
        for (const motion of [...motions, motions[0]]) await send(world.remote, requestOf(still, { motion }));

        const listed = (await listAll()).filter(({ checksum }) => checksum === still.checksum);
        expect(new Set(listed.map(({ motion }) => motion?.checksum))).toEqual(
          new Set(motions.map(({ checksum }) => checksum)),
        );
        expect(listed).toHaveLength(3);
      });
    }

    it('[V3] are read byte for byte, from any byte on, also from the end', async () => {
      const name = 'large-at-home.mov';
      const bytes = bytesOf(name, 3_000_000);
      const { remoteId } = await send(world.remote, requestOf(photo(name, bytes.length)));

      for (const fromByte of [0, 1, 1_234_567, bytes.length - 1, bytes.length])
        expect(Buffer.compare(await read(remoteId, fromByte), bytes.subarray(fromByte))).toBe(0);
    });

    it('[V3] are read no further than is wanted', async () => {
      const { remoteId } = await send(world.remote, requestOf(photo('left-early.mov', 3_000_000)));
      for await (const chunk of world.originals.read(remoteId, 0, live())) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect((await read(remoteId)).length).toBe(3_000_000);
    });

    it('[V3] that are gone, or another person’s, are said to be gone', async () => {
      const theirs = await send(world.limited, requestOf(photo('hidden-from-you.jpg', 300)));
      for (const id of [unknownId, theirs.remoteId]) expect(await codeOf(read(id))).toBe('asset-gone');
    });

    it('[E1] are nobody’s without a good login', async () => {
      const { signedOutOriginals: originals } = world;
      const first = async (): Promise<unknown> =>
        originals.read(unknownId, 0, live())[Symbol.asyncIterator]().next();
      expect(await codeOf(originals.list(undefined, live()))).toBe('unauthorized');
      expect(await codeOf(first())).toBe('unauthorized');
    });

    it('[U7] stop with the reason of the signal', async () => {
      const { remoteId } = await send(world.remote, requestOf(photo('read-and-cancelled.mov', 3_000_000)));
      const source = new CancelSource();
      const reason = new Cancelled('enough');
      const reading = async (): Promise<void> => {
        for await (const chunk of world.originals.read(remoteId, 0, source)) {
          expect(chunk.length).toBeGreaterThan(0);
          source.cancel(reason);
        }
      };
      await expect(reading()).rejects.toBe(reason);
      await expect(world.originals.list(undefined, source)).rejects.toBe(reason);
    });
  });
}
