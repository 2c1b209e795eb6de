import { createEngineWorld, createGate } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { startInTurn } from './start-in-turn.ts';

/** A run whose only upload is held at a gate. */
async function heldRun() {
  const world = createEngineWorld();
  world.library.addAsset({ fileName: 'a.jpg' });
  await world.choose();
  const gate = createGate();
  world.remote.inject({ method: 'upload', fault: { kind: 'wait', until: () => gate.pass() } });
  const run = world.engine.start();
  await gate.reached;
  return { ...world, gate, run };
}

it('[E4] begins a run after the one that is at its end', async () => {
  const { engine, gate, run, library, remote } = await heldRun();
  const begun = startInTurn(engine);
  library.addAsset({ fileName: 'b.jpg' });
  gate.open();
  expect(await run).toEqual({ kind: 'completed' });
  await begun;
  expect(remote.uploadCount).toBe(2);
});

it('[U7] begins none after one that the person stopped, however often it was asked', async () => {
  const { engine, run, remote } = await heldRun();
  const begun = [startInTurn(engine), startInTurn(engine)];
  engine.cancel();
  expect(await run).toEqual({ kind: 'cancelled' });
  await Promise.all(begun);
  expect(remote.uploadCount).toBe(0);
});
