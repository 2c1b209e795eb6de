import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../simulated/scenarios.ts';
import { homeStateOf } from './home-state.ts';

describe('what is said first', () => {
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
