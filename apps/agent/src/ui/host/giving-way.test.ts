import { createEngineWorld } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { actByItself } from './giving-way.ts';

it('[B3][U7] stays paused when a person stops what began by itself, whatever comes, until they go on', async () => {
  const world = createEngineWorld();
  const { clock, conditions, engine, library, remote } = world;
  const addPhoto = (name: string) =>
    library.addAsset({ fileName: name, content: { sizeBytes: 1_000, seed: 1 } });
  addPhoto('first.jpg');
  await world.choose();
  remote.inject({
    method: 'upload',
    fault: { kind: 'wait', until: new Promise(() => undefined) },
    times: 100,
  });
  const acting = actByItself({ controller: engine, library }, { clock, conditions });
  // However slow this computer is, the person stops it before an upload was given up.
  const letTimePass = clock.hold();
  acting.begin();
  await expect.poll(() => remote.calls.upload).toBeGreaterThan(0);
  // What comes now is waited for still when the person stops.
  addPhoto('second.jpg');
  acting.controller.cancel();
  await expect.poll(() => engine.snapshot().activity.kind).toBe('idle');
  expect(engine.snapshot().isPaused).toBe(true);
  const sentCount = remote.calls.upload;
  addPhoto('third.jpg');
  await clock.advance(3_600_000);
  expect([remote.calls.upload, engine.snapshot().isPaused]).toEqual([sentCount, true]);
  // It is seen, and counted.
  expect(engine.snapshot().statistics?.candidates.waitingCount).toBe(3);
  await acting.makeUp();
  expect([remote.calls.upload, engine.snapshot().isPaused]).toEqual([sentCount, true]);
  remote.clearFaults();
  letTimePass();
  expect(await acting.controller.start()).toEqual({ kind: 'completed' });
  expect(engine.snapshot().isPaused).toBe(false);
  await acting.end();
});
