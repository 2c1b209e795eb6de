import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../simulated/scenarios.ts';
import { uploadStateOf } from '../uploading/upload-state.ts';
import { homeStateOf } from './home-state.ts';

/** Nothing else stands in the way. */
const FACTS = {
  network: 'unmetered',
  access: { kind: 'photos', granted: 'all' },
  account: 'signed-in',
  selectedCount: 1,
} as const;

describe('what is said first', () => {
  it('names what the server lacks while that is known, and after a restart that it lacks room', async () => {
    const { world } = await SCENARIOS['disk-full'](3);
    const { waiting } = await world.engine.readStatus();
    const facts = { ...FACTS, waiting };
    const snapshot = world.engine.snapshot();
    expect(homeStateOf({ ...facts, snapshot })).toEqual({ kind: 'stopped', why: 'server-disk-full' });
    const afterwards = { ...snapshot, lastOutcome: undefined };
    expect(homeStateOf({ ...facts, snapshot: afterwards })).toEqual({ kind: 'stopped', why: 'room' });
  });

  it('says how many wait for room on a full phone, also after a restart, and no more once none does', async () => {
    const { world } = await SCENARIOS['phone-full'](3);
    const { waiting } = await world.engine.readStatus();
    const facts = { ...FACTS, waiting };
    const snapshot = world.engine.snapshot();
    expect(homeStateOf({ ...facts, snapshot })).toEqual({ kind: 'full', count: 3 });
    const afterwards = { ...snapshot, lastOutcome: undefined };
    expect(homeStateOf({ ...facts, snapshot: afterwards })).toEqual({ kind: 'full', count: 3 });
    expect(homeStateOf({ ...facts, waiting: undefined, snapshot })).toEqual({ kind: 'full', count: 3 });
    const statistics = { ...snapshot.statistics!, waitingCount: 0 };
    const settled = { ...statistics, candidates: { ...statistics.candidates, waitingCount: 0 } };
    expect(homeStateOf({ ...facts, snapshot: { ...snapshot, statistics: settled } })).toEqual({
      kind: 'complete',
    });
  });

  it('[B3] says that a person paused the backup, whether anything waits or all is safe as far as is known', async () => {
    for (const scenario of ['paused', 'complete'] as const) {
      const { world } = await SCENARIOS[scenario](3);
      const { waiting } = await world.engine.readStatus();
      const facts = { ...FACTS, waiting };
      const snapshot = { ...world.engine.snapshot(), isPaused: true };
      expect(homeStateOf({ ...facts, snapshot })).toEqual({ kind: 'paused' });
      expect(uploadStateOf(snapshot, 'unmetered')).toMatchObject({ kind: 'paused' });
      // Refused beside another, it is paused all the same.
      const refused = { ...snapshot, lastOutcome: { kind: 'already-running' } } as const;
      expect(homeStateOf({ ...facts, snapshot: refused })).toEqual({ kind: 'paused' });
      expect(uploadStateOf(refused, 'unmetered')).toMatchObject({ kind: 'paused' });
      expect(homeStateOf({ ...facts, snapshot, selectedCount: 0 }).kind).toBe('paused');
    }
  });

  it('[V1] claims nothing safe while what is no longer here is damaged on the server', async () => {
    const { world } = await SCENARIOS.complete(3);
    const [first] = await world.engine.listAssets({
      kind: 'listed',
      standing: 'candidate',
      settlement: 'backed-up',
      after: undefined,
      limit: 1,
    });
    const state = async () => {
      const { waiting } = await world.engine.readStatus();
      return homeStateOf({ ...FACTS, waiting, snapshot: world.engine.snapshot() });
    };
    expect(await state()).toEqual({ kind: 'complete' });
    world.library.removeAsset(first!.asset.id);
    await world.engine.start();
    const kept = world.remote.assets.find(({ fileName }) => fileName === first!.asset.original.fileName);
    world.remote.rot(kept!.id);
    await world.engine.verify({ isDeep: true });
    expect(await state()).toEqual({ kind: 'lost', count: 1 });
  });
});
