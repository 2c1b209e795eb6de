import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../simulated/scenarios.ts';
import { homeStateOf } from './home-state.ts';

describe('what is said first', () => {
  it('tells a server that is silent from a device that has no network', async () => {
    const { world } = await SCENARIOS['server-silent'](3);
    const snapshot = world.engine.snapshot();
    const { candidates } = snapshot.statistics ?? {};
    const facts = {
      snapshot,
      waiting: undefined,
      access: { kind: 'photos', granted: 'all' },
      account: 'signed-in',
      selectedCount: 1,
    } as const;
    const { activity } = snapshot;
    if (activity.kind !== 'waiting-for-network') throw new Error(activity.kind);
    const silent = { kind: 'silent', sinceMs: activity.sinceMs };
    expect(homeStateOf({ ...facts, network: 'unmetered' })).toEqual(silent);
    expect(homeStateOf({ ...facts, network: 'metered' })).toEqual(silent);
    expect(homeStateOf({ ...facts, network: 'none' })).toEqual({
      kind: 'waiting',
      for: 'network',
      count: candidates?.waitingCount,
      isRunning: true,
    });
  });

  it('names what the server lacks while that is known, and after a restart that it lacks room', async () => {
    const { world } = await SCENARIOS['disk-full'](3);
    const { waiting } = await world.engine.readStatus();
    const facts = {
      waiting,
      network: 'unmetered',
      access: { kind: 'photos', granted: 'all' },
      account: 'signed-in',
      selectedCount: 1,
    } as const;
    const snapshot = world.engine.snapshot();
    expect(homeStateOf({ ...facts, snapshot })).toEqual({ kind: 'stopped', why: 'server-disk-full' });
    const afterwards = { ...snapshot, lastOutcome: undefined };
    expect(homeStateOf({ ...facts, snapshot: afterwards })).toEqual({ kind: 'stopped', why: 'room' });
  });
});
