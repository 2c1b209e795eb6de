import { createEngineWorld, createGate } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { putForegroundFirst } from './foreground-first.ts';

async function openWorld() {
  const world = createEngineWorld();
  for (let index = 0; index < 3; index += 1) world.library.addAsset({ fileName: `${index}.jpg` });
  await world.choose();
  const gate = createGate();
  world.remote.inject({ method: 'upload', fault: { kind: 'wait', until: () => gate.pass() } });
  return { world, gate, acting: putForegroundFirst(world.engine) };
}

describe('a person and the background in one process', () => {
  it('[B2] what a person asks for ends the background run, and is done after it', async () => {
    const { world, gate, acting } = await openWorld();
    const background = acting.runInBackground({ budgetMs: 3_600_000 });
    await gate.reached;
    const asked = acting.controller.start();
    expect(await background).toEqual({ kind: 'yielded' });
    gate.open();
    expect(await asked).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(3);
  });

  it('[B2] the background never takes the place of a person', async () => {
    const { gate, acting } = await openWorld();
    const asked = acting.controller.start();
    await gate.reached;
    expect(await acting.runInBackground()).toEqual({ kind: 'already-running' });
    acting.endBackground();
    gate.open();
    expect(await asked).toEqual({ kind: 'completed' });
  });

  it('[B2] the time of a background run that was refused, and has not left yet, ends nothing that a person began', async () => {
    const { gate, acting } = await openWorld();
    const asked = acting.controller.start();
    await gate.reached;
    const refused = acting.runInBackground();
    acting.endBackground();
    expect(await refused).toEqual({ kind: 'already-running' });
    gate.open();
    expect(await asked).toEqual({ kind: 'completed' });
  });

  it('[B4] a background run whose time is over says so, and loses nothing', async () => {
    const { world, gate, acting } = await openWorld();
    const background = acting.runInBackground();
    await gate.reached;
    acting.endBackground();
    expect(await background).toEqual({ kind: 'out-of-time' });
    gate.open();
    expect(await acting.runInBackground()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(3);
  });

  it('[B2][B4] a second background run that is refused hides the first neither from a person nor from the end of its time', async () => {
    for (const ends of ['asked', 'out-of-time'] as const) {
      const { gate, acting } = await openWorld();
      const background = acting.runInBackground();
      await gate.reached;
      expect(await acting.runInBackground()).toEqual({ kind: 'already-running' });
      const asked = ends === 'asked' ? acting.controller.start() : undefined;
      if (ends === 'out-of-time') acting.endBackground();
      expect(await background).toEqual({ kind: ends === 'asked' ? 'yielded' : 'out-of-time' });
      gate.open();
      expect(await asked).toEqual(asked && { kind: 'completed' });
    }
  });

  it('[B3] tells how each backup ended, whoever began it', async () => {
    const { gate, acting } = await openWorld();
    const told: string[] = [];
    const unsubscribe = acting.subscribeToRuns(({ kind }) => told.push(kind));
    const background = acting.runInBackground();
    await gate.reached;
    const asked = acting.controller.start();
    await background;
    gate.open();
    await asked;
    expect(told).toEqual(['yielded', 'completed']);
    unsubscribe();
    await acting.runInBackground();
    expect(told).toHaveLength(2);
  });

  it('[A13] tells what is new on the device though the server stays away', async () => {
    const { world, gate, acting } = await openWorld();
    gate.open();
    await acting.runInBackground();
    world.remote.failNext('describe', 'server-error', 100);
    expect(await acting.controller.start()).toMatchObject({ kind: 'stopped' });
    world.library.addAsset({ fileName: 'new.jpg' });
    expect(await acting.runInBackground()).toMatchObject({ kind: 'stopped' });
    expect(acting.controller.snapshot()).toMatchObject({
      lastOutcome: { kind: 'stopped' },
      statistics: { candidates: { totalCount: 4 } },
    });
    world.remote.clearFaults();
    expect(await acting.runInBackground()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(4);
  });

  it.each([
    ['a person asks for something', 'yielded'],
    ['its time is over', 'out-of-time'],
    ['the person stops it', 'cancelled'],
  ] as const)('[B2][B4] begins nothing when %s just as it has looked', async (what, kind) => {
    const { world, gate } = await openWorld();
    gate.open();
    const looked = createGate();
    const acting = putForegroundFirst({
      ...world.engine,
      async scan(options) {
        const outcome = await world.engine.scan(options);
        await looked.pass();
        return outcome;
      },
    });
    world.remote.failNext('describe', 'server-error', 100);
    await acting.runInBackground();
    world.remote.clearFaults();
    const background = acting.runInBackground();
    await looked.reached;
    const asked = what === 'a person asks for something' ? acting.controller.start() : undefined;
    if (kind === 'out-of-time') acting.endBackground();
    if (kind === 'cancelled') acting.controller.cancel();
    looked.open();
    expect(await background).toEqual({ kind });
    // However early in it: it is the backup that a person stops.
    expect(world.engine.snapshot().isPaused).toBe(kind === 'cancelled');
    expect(await asked).toEqual(asked && { kind: 'completed' });
    expect(world.remote.uploadCount).toBe(asked === undefined ? 0 : 3);
  });

  it('[U7] ends all that runs, and begins nothing any more', async () => {
    const { world, gate, acting } = await openWorld();
    const background = acting.runInBackground();
    await gate.reached;
    await acting.end();
    expect(await background).toEqual({ kind: 'cancelled' });
    expect(await acting.runInBackground()).toEqual({ kind: 'cancelled' });
    expect(world.runLock.isHeld).toBe(false);
    gate.open();
  });
});
