import type { Checksum, RemoteProof, ServerMark } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha1Of } from '../fake-photo-server.ts';
import { requestOf } from '../photos-to-send.ts';
import { live, photo, send, unknownChecksum, type RemoteTraits, type RemoteWorld } from './remote-world.ts';

/** What a server proves of what it keeps. */
export function describeVerifying(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });
  const proofOf = async (checksum: Checksum, isDeep: boolean): Promise<RemoteProof | undefined> =>
    (await world.remote.verify([checksum], { isDeep }, live())).kept.get(checksum);

  const isUntraced = async (checksum: Checksum): Promise<boolean> =>
    (await world.remote.verify([checksum], { isDeep: false }, live())).untracedSinceMs.has(checksum);

  describe('verify', () => {
    it.each([false, true])(
      '[V1] finds what is there sound, and the rest absent (deep: %s)',
      async (isDeep) => {
        const request = requestOf(photo(`proven ${isDeep}.jpg`));
        const { checksum } = request.original;
        const { remoteId } = await send(world.remote, request);

        const { kept, untracedSinceMs } = await world.remote.verify(
          [unknownChecksum, checksum],
          { isDeep },
          live(),
        );

        expect([...kept.keys()]).toEqual([checksum]);
        expect(kept.get(checksum)).toMatchObject({ remoteId, isSound: true });
        const isReread = isDeep && traits.deepVerify;
        expect(typeof kept.get(checksum)?.rereadAtMs).toBe(isReread ? 'number' : 'undefined');
        expect([...untracedSinceMs.keys()]).toEqual(traits.deepVerify ? [unknownChecksum] : []);
        expect((await world.limited.verify([checksum], { isDeep }, live())).kept).toEqual(new Map());
      },
    );

    it('[V1] answers an empty question with nothing, and 5,000 at once', async () => {
      const request = requestOf(photo('proven-among-many.jpg'));
      const { checksum } = request.original;
      await send(world.remote, request);
      const strangers = Array.from({ length: 4999 }, (_, index) => sha1Of(Buffer.from(`unproven ${index}`)));

      expect((await world.remote.verify([], { isDeep: true }, live())).kept).toEqual(new Map());
      for (const isDeep of [false, true]) {
        const { kept } = await world.remote.verify([...strangers, checksum], { isDeep }, live());
        expect([...kept.keys()]).toEqual([checksum]);
      }
    });

    it('[V1] counts what is in the trash, or deleted, as absent', async () => {
      const request = requestOf(photo('thrown-away.jpg'));
      const { checksum } = request.original;
      const { remoteId } = await send(world.remote, request);

      await world.trash(remoteId);
      expect(await proofOf(checksum, false)).toBeUndefined();
      expect(await proofOf(checksum, true)).toBeUndefined();
      expect(await isUntraced(checksum)).toBe(false);
      await world.remove(remoteId);
      expect(await proofOf(checksum, false)).toBeUndefined();
      expect(await isUntraced(checksum)).toBe(false);
      // Of what comes again it is forgotten that it was deleted.
      await send(world.remote, request);
      expect(await proofOf(checksum, false)).toBeDefined();
    });

    if (traits.deepVerify) {
      it('[V1] tells how far it has come, and knows that still when more came or was deleted', async () => {
        const question = async (mark?: ServerMark) =>
          world.remote.verify([unknownChecksum], { isDeep: false, mark }, live());
        const { remoteId } = await send(world.remote, requestOf(photo('marked.jpg')));
        const { mark, hasGoneBack } = await question();
        expect([typeof mark, hasGoneBack]).toEqual(['string', false]);
        await send(world.remote, requestOf(photo('after the mark.jpg')));
        await world.remove(remoteId);
        const later = await question(mark);
        expect([later.mark === mark, later.hasGoneBack]).toEqual([false, false]);
        // Of a life that the server does not remember.
        expect((await question('gone-with-the-copy.1' as ServerMark)).hasGoneBack).toBe(true);
      });

      it('[V1] notices what is rotten when it reads it again; sent again, it is sound', async () => {
        const request = requestOf(photo('rotting.jpg'));
        const { checksum } = request.original;
        await send(world.remote, request);
        expect((await proofOf(checksum, true))?.isSound).toBe(true);

        await world.rot(checksum);
        expect((await proofOf(checksum, true))?.isSound).toBe(false);
        expect((await proofOf(checksum, false))?.isSound).toBe(false);

        expect((await send(world.remote, request)).kind).toBe('duplicate');
        expect((await proofOf(checksum, true))?.isSound).toBe(true);
      });

      it('[V1] proves a Live Photo with its motion part only', async () => {
        const [still, motion] = [photo('whole.heic'), photo('whole.mov')];
        await send(world.remote, requestOf(still, { motion }));
        expect((await proofOf(still.checksum, true))?.isSound).toBe(true);

        await world.rot(motion.checksum);
        expect((await proofOf(still.checksum, true))?.isSound).toBe(false);
      });
    }
  });
}
