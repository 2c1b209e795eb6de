import { afterEach, describe, expect, it } from 'vitest';
import { CancelSource, type RestoredFacts, type RestorePlace, type RestoreTarget } from '@keepsake/engine';
import { sha1Of } from '../remote/fake-photo-server.ts';

/** A target, and what a test sees of it from outside. */
export interface RestoreTargetWorld {
  readonly target: RestoreTarget;
  /** Another restore to the same place, after the process of the first one ended. */
  reopen(): RestoreTarget;
  /** Puts a file there by other means. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Bytes and modified time of every file that has a name, by its path with `/`. */
  files(): Promise<ReadonlyMap<string, { readonly bytes: Uint8Array; readonly modifiedAtMs: number }>>;
  hiddenCount(): Promise<number>;
  close(): Promise<void>;
}

const signal = new CancelSource();
const BYTES = new TextEncoder().encode('a photo');
const OTHER = new TextEncoder().encode('another');
const FACTS: RestoredFacts = {
  checksum: sha1Of(BYTES),
  createdAtMs: Date.UTC(2019, 6, 14, 9, 30),
  modifiedAtMs: Date.UTC(2019, 6, 14, 9, 31),
};
const PLACE: RestorePlace = { folders: ['2019', '07'], name: 'beach.jpg' };

/** What every restore target must do. */
export function describeRestoreTargetContract(
  name: string,
  openWorld: () => Promise<RestoreTargetWorld>,
): void {
  describe(`${name} as a restore target`, () => {
    let world: RestoreTargetWorld | undefined;
    const open = async (): Promise<RestoreTargetWorld> => (world = await openWorld());
    afterEach(async () => {
      await world?.close();
      world = undefined;
    });
    const put = async (target: RestoreTarget, place: RestorePlace, bytes = BYTES) => {
      const pending = await target.begin();
      for (const byte of bytes) await pending.write(Uint8Array.of(byte));
      return pending.keep(place, FACTS).finally(() => pending.discard());
    };

    it('[V3] keeps a file whole, with its times, and shows none of it before', async () => {
      const { target, files, hiddenCount } = await open();
      expect(await target.look(PLACE, signal)).toEqual({ kind: 'free' });
      const pending = await target.begin();
      await pending.write(BYTES.subarray(0, 3));
      expect((await files()).size).toBe(0);
      await pending.write(BYTES.subarray(3));
      expect(await pending.keep(PLACE, FACTS)).toBe('kept');
      await pending.discard();
      expect([...(await files())]).toEqual([
        ['2019/07/beach.jpg', { bytes: BYTES, modifiedAtMs: FACTS.modifiedAtMs }],
      ]);
      expect(await target.look(PLACE, signal)).toEqual({ kind: 'file', checksum: FACTS.checksum });
      expect(await hiddenCount()).toBe(0);
    });

    it('[V3] keeps the time of a file from before 1970', async () => {
      const { target, files } = await open();
      const moonMs = Date.UTC(1969, 6, 20, 20, 17, 40, 500);
      const pending = await target.begin();
      await pending.write(BYTES);
      await pending.keep(PLACE, { ...FACTS, createdAtMs: moonMs - 1, modifiedAtMs: moonMs });
      expect((await files()).get('2019/07/beach.jpg')?.modifiedAtMs).toBe(moonMs);
    });

    it('[V3] keeps a file whose date is none, or one that no file can have', async () => {
      const { target, files } = await open();
      for (const [index, ms] of [Number.NaN, Date.UTC(20245, 0, 1), Date.UTC(-1, 0, 1)].entries()) {
        const pending = await target.begin();
        await pending.write(BYTES);
        const facts = { ...FACTS, createdAtMs: ms, modifiedAtMs: ms };
        expect(await pending.keep({ folders: ['undated'], name: `${index}.jpg` }, facts)).toBe('kept');
      }
      expect((await files()).size).toBe(3);
    });

    it('[V3] refuses bytes that are not those, and leaves nothing of what was discarded', async () => {
      const { target, files, hiddenCount } = await open();
      await expect(put(target, PLACE, OTHER)).rejects.toMatchObject({ code: 'checksum-mismatch' });
      const pending = await target.begin();
      await pending.write(BYTES);
      await pending.discard();
      await pending.discard();
      expect((await files()).size).toBe(0);
      expect(await hiddenCount()).toBe(0);
      expect(await put(target, PLACE)).toBe('kept');
    });

    it('[V3] never changes a file that is there, whatever its case', async () => {
      const { target, files, put: putByOther } = await open();
      await putByOther('2019/07/Beach.JPG', OTHER);
      expect(await target.look(PLACE, signal)).toEqual({ kind: 'file', checksum: sha1Of(OTHER) });
      expect(await put(target, PLACE)).toBe('taken');
      const elsewhere: RestorePlace = { folders: [], name: 'beach.jpg' };
      expect(await put(target, elsewhere)).toBe('kept');
      expect(await target.repeat(elsewhere, PLACE, FACTS, signal)).toBe('taken');
      expect([...(await files()).keys()].sort()).toEqual(['2019/07/Beach.JPG', 'beach.jpg']);
      expect((await files()).get('2019/07/Beach.JPG')?.bytes).toEqual(OTHER);
    });

    it('[V3] puts a file into a further folder, whole and with its times', async () => {
      const { target, files } = await open();
      await put(target, PLACE);
      const rome: RestorePlace = { folders: ['Rome'], name: 'beach.jpg' };
      expect(await target.repeat(PLACE, rome, FACTS, signal)).toBe('kept');
      expect((await files()).get('Rome/beach.jpg')).toEqual({
        bytes: BYTES,
        modifiedAtMs: FACTS.modifiedAtMs,
      });
    });

    it('[V3] finds places blocked where a file is a folder, or a folder a file', async () => {
      const { target } = await open();
      await put(target, PLACE);
      expect(await target.look({ folders: ['2019'], name: '07' }, signal)).toEqual({ kind: 'blocked' });
      const within: RestorePlace = { folders: ['2019', '07', 'beach.jpg'], name: 'x.jpg' };
      expect(await target.look(within, signal)).toEqual({ kind: 'blocked' });
    });

    it('[V3][U8] sweeps what an interrupted restore left hidden, and nothing that has a name', async () => {
      const { target, reopen, files, hiddenCount } = await open();
      await put(target, PLACE);
      await (await target.begin()).write(BYTES);
      expect(await hiddenCount()).toBe(1);
      await reopen().sweep();
      expect(await hiddenCount()).toBe(0);
      expect((await files()).size).toBe(1);
    });
  });
}
