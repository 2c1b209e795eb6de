import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeClock, describeConditionsContract } from '@keepsake/testkit';
import { createSystemConditions } from './system-conditions.ts';

let powerFolder: string;
beforeEach(async () => {
  powerFolder = await mkdtemp(join(tmpdir(), 'keepsake-power-'));
});
afterEach(() => rm(powerFolder, { recursive: true, force: true }));

async function supply(name: string, properties: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(powerFolder, name), { recursive: true });
  for (const [property, value] of Object.entries(properties))
    await writeFile(join(powerFolder, name, property), `${value}\n`);
}

describeConditionsContract('the conditions of a computer', async () => {
  const clock = createFakeClock();
  const statedIn = join(powerFolder, 'conditions.json');
  let stated = {};
  return {
    conditions: createSystemConditions({ clock, powerFolder, statedIn }),
    async change(to) {
      stated = { ...stated, ...to };
      await writeFile(statedIn, JSON.stringify(stated));
      await clock.advance(2_000);
    },
  };
});

const isCharging = (): boolean =>
  createSystemConditions({ clock: createFakeClock(), powerFolder }).current().isCharging;

it('[N1] knows a laptop on its battery, and takes every other computer for powered', async () => {
  expect(isCharging()).toBe(true);
  // A desktop with a wireless mouse and a port that nothing is plugged into.
  await supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', online: '1' });
  await supply('ucsi-source-psy-1', { type: 'USB', online: '0' });
  expect(isCharging()).toBe(true);
  await supply('BAT0', { type: 'Battery', status: 'Discharging' });
  await supply('AC', { type: 'Mains', online: '0' });
  expect(isCharging()).toBe(false);
  await supply('ucsi-source-psy-1', { type: 'USB', online: '1' });
  expect(isCharging()).toBe(true);
  expect(
    createSystemConditions({ clock: createFakeClock(), powerFolder: join(powerFolder, 'nowhere') }).current(),
  ).toEqual({ network: 'unmetered', isRoaming: false, isLowData: false, isCharging: true });
});

it('[N3] tells within two seconds that the plug was pulled, and nobody who does not listen any more', async () => {
  await supply('BAT0', { type: 'Battery' });
  await supply('AC', { type: 'Mains', online: '1' });
  const clock = createFakeClock();
  const told: boolean[] = [];
  const unsubscribe = createSystemConditions({ clock, powerFolder }).subscribe((state) => {
    told.push(state.isCharging);
  });
  await clock.advance(5_000);
  expect(told).toEqual([]);
  await supply('AC', { online: '0' });
  await clock.advance(2_000);
  expect(told).toEqual([false]);
  unsubscribe();
  await supply('AC', { online: '1' });
  await clock.advance(5_000);
  expect(told).toEqual([false]);
  expect(clock.sleeperCount).toBe(0);
});

it('asks the system once a second, however often it is asked itself', async () => {
  await supply('BAT0', { type: 'Battery' });
  await supply('AC', { type: 'Mains', online: '1' });
  const clock = createFakeClock();
  const conditions = createSystemConditions({ clock, powerFolder });
  expect(conditions.current().isCharging).toBe(true);
  await supply('AC', { online: '0' });
  await clock.advance(999);
  expect(conditions.current().isCharging).toBe(true);
  await clock.advance(1);
  expect(conditions.current().isCharging).toBe(false);
  await supply('AC', { online: '1' });
  clock.set(clock.now() - 60_000);
  expect(conditions.current().isCharging).toBe(true);
});

it('[N1] [N3] goes by what a file says of it, as far as that makes sense, and tells when that changes', async () => {
  const statedIn = join(powerFolder, 'conditions.json');
  const clock = createFakeClock();
  const conditions = createSystemConditions({ clock, powerFolder: join(powerFolder, 'nowhere'), statedIn });
  const told: unknown[] = [];
  const unsubscribe = conditions.subscribe((state) => told.push(state));
  const usual = { network: 'unmetered', isRoaming: false, isLowData: false, isCharging: true };
  expect(conditions.current()).toEqual(usual);

  const state = async (text: string): Promise<void> => {
    await writeFile(statedIn, text);
    await clock.advance(1_000);
  };
  await state('{ "network": "metered", "isCharging": false }');
  expect(told).toEqual([{ ...usual, network: 'metered', isCharging: false }]);
  await state('{ "network": "none", "isCharging": "no", "isLowData": 1, "toString": true }');
  expect(told.at(-1)).toEqual({ ...usual, network: 'none' });
  for (const nonsense of ['{ "network": "lan" }', 'null', '"none"', '{ "netw']) {
    await state(nonsense);
    expect([nonsense, conditions.current()]).toEqual([nonsense, usual]);
  }
  await state('{ "network": "none" }');
  await rm(statedIn);
  await clock.advance(1_000);
  expect(told.slice(2)).toEqual([usual, { ...usual, network: 'none' }, usual]);
  unsubscribe();
});
