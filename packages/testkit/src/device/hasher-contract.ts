import { createHash } from 'node:crypto';
import { CancelSource, type Hasher, type OpenedPart } from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';

/** A hasher, and parts that it can read. */
export interface HasherWorld {
  readonly hasher: Hasher;
  /** A part with these bytes, open; `unreadable`: one whose file is there and cannot be read. */
  partOf(content: Uint8Array | 'unreadable'): Promise<OpenedPart>;
  close?(): Promise<void>;
}

/** What every `Hasher` does. */
export function describeHasherContract(name: string, openWorld: () => Promise<HasherWorld>): void {
  describe(`${name} keeps the contract of Hasher:`, () => {
    let world: HasherWorld | undefined;
    afterEach(async () => {
      await world?.close?.();
    });
    const open = async (content: Uint8Array | 'unreadable') => {
      world = await openWorld();
      return { hasher: world.hasher, part: await world.partOf(content) };
    };

    it.each([1, 3, 70_000, 700_001])(
      '[D1] computes the SHA-1 of exactly the bytes of a part, twice the same (%i)',
      async (size) => {
        const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 253);
        const { hasher, part } = await open(bytes);
        const expected = createHash('sha1').update(bytes).digest('hex');
        expect(await hasher.hash(part, new CancelSource())).toBe(expected);
        expect(await hasher.hash(part, new CancelSource())).toBe(expected);
      },
    );

    it('[U6] shows that it goes on, by what it reads or by saying so', async () => {
      const { hasher, part } = await open(new Uint8Array(300_000));
      let signs = 0;
      const sign = (): void => void (signs += 1);
      await hasher.hash(watched(part, sign), new CancelSource(), sign);
      expect(signs).toBeGreaterThan(0);
    });

    it('[U7] throws the reason of a signal, given before or in the middle', async () => {
      const { hasher, part } = await open(new Uint8Array(700_000));
      const before = new CancelSource();
      before.cancel('before');
      await expect(hasher.hash(part, before)).rejects.toBe('before');
      const within = new CancelSource();
      const stop = (): void => within.cancel('within');
      await expect(hasher.hash(watched(part, stop), within, stop)).rejects.toBe('within');
    });

    it('[E1] says what is wrong with a file that cannot be read', async () => {
      const { hasher, part } = await open('unreadable');
      await expect(hasher.hash(part, new CancelSource())).rejects.toMatchObject({ code: 'file-unreadable' });
    });
  });
}

/** The same part, telling of each chunk that is read of it. */
function watched(part: OpenedPart, onChunk: () => void): OpenedPart {
  async function* read(fromByte?: number): AsyncGenerator<Uint8Array> {
    for await (const chunk of part.read(fromByte)) {
      onChunk();
      yield chunk;
    }
  }
  const { fileName, sizeBytes, native } = part;
  return { fileName, sizeBytes, native, read };
}
