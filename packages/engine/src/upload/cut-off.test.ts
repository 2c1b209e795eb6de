import { createEngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { OpenedAsset } from '../index.ts';

/** A device whose library notes what it is told whenever an original is let go of. */
async function worldWith(isInCloud: boolean) {
  const world = createEngineWorld();
  const { library, choose } = world;
  library.addAsset({ fileName: 'film.mov', kind: 'video', isInCloud, content: 'some bytes' });
  await choose();
  const told: boolean[] = [];
  const open = library.open.bind(library);
  library.open = async (id, observer, signal): Promise<OpenedAsset> => {
    const opened = await open(id, observer, signal);
    return {
      ...opened,
      close(turn) {
        told.push(turn?.comesBack ?? false);
        return opened.close(turn);
      },
    };
  };
  return { ...world, told };
}

describe.each([
  ['on the device', false],
  ['in the cloud', true],
])('the turn of an original that is %s', (_where, isInCloud) => {
  /** What the last one was told; what is on the device was read before, for its checksum. */
  const last = (told: readonly boolean[]): boolean | undefined => told.at(-1);

  it('[U8] leaves nothing where it is over', async () => {
    const { engine, told } = await worldWith(isInCloud);
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(true);
  });

  it('[U8] leaves nothing where the server refused it for good', async () => {
    const { engine, remote, told } = await worldWith(isInCloud);
    remote.failNext('upload', 'rejected');
    await engine.start();
    expect(last(told)).toBe(false);
  });

  it.each(['network', 'timeout', 'server-error'] as const)(
    '[U4][I3] comes back to the same bytes after it broke on the way: %s',
    async (code) => {
      const { engine, remote, told } = await worldWith(isInCloud);
      remote.failNext('upload', code);
      const seen: (boolean | undefined)[] = [];
      engine.subscribe(({ transfers }) => void (transfers.length === 0 && seen.push(last(told))));
      expect(await engine.start()).toEqual({ kind: 'completed' });
      expect(seen).toContain(true);
      expect(last(told)).toBe(false);
    },
  );

  it.each(['out-of-time', 'yielding', 'unwanted'] as const)(
    '[U4][I3] comes back to the same bytes after it was cut off: %s',
    async (why) => {
      const { engine, remote, told } = await worldWith(isInCloud);
      const until = (): Promise<never> => {
        engine.cancel(why);
        return new Promise(() => undefined);
      };
      remote.inject({ method: 'upload', fault: { kind: 'wait', until } });
      await engine.start();
      expect(last(told)).toBe(true);
    },
  );
});
