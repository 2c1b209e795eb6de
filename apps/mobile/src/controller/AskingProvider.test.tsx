import { expect, it } from '@jest/globals';
import { act } from '@testing-library/react-native';
import type { BackupSnapshot } from '@keepsake/engine';
import { useEffect } from 'react';
import { Text } from 'react-native';
import { renderApp, screen } from '../../simulated/render-app.tsx';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { useSettings } from './questions.ts';
import { useAssetList } from './use-asset-list.ts';

const ALL = [{ standing: undefined, settlement: undefined }] as const;

/** Reads a list to its end. */
function LongList() {
  const { data, hasMore, more } = useAssetList(ALL);
  useEffect(() => {
    if (hasMore) more();
  }, [hasMore, more, data]);
  return <Text>{hasMore || data === undefined ? 'reading' : `${data.length} read`}</Text>;
}

const pause = (ms: number) => act(() => new Promise((resolve) => setTimeout(resolve, ms)));

it('asks for a long list again when the backup turns to something else, and not while its numbers change', async () => {
  const app = await SCENARIOS.complete(1_300);
  const { engine } = app.world;
  let askedCount = 0;
  const observers = new Set<(snapshot: BackupSnapshot) => void>();
  let snapshot = engine.snapshot();
  const controller: typeof engine = {
    ...engine,
    snapshot: () => snapshot,
    subscribe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
    listAssets(query) {
      askedCount += 1;
      return engine.listAssets(query);
    },
  };
  const tell = (change: Partial<BackupSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    act(() => {
      for (const observer of observers) observer(snapshot);
    });
  };
  renderApp({ ...app, ports: { ...app.ports, controller } }, { index: LongList });
  expect(await screen.findByText('1360 read')).toBeTruthy();
  const pageCount = askedCount;
  expect(pageCount).toBeGreaterThan(5);
  const { statistics } = snapshot;
  if (statistics === undefined) throw new Error('nothing was counted');
  tell({ statistics: { ...statistics, libraryCount: 1_361 } });
  await pause(2_500);
  expect(askedCount).toBe(pageCount);
  tell({ activity: { kind: 'connecting' } });
  await pause(1_000);
  expect(askedCount).toBe(2 * pageCount);
});

function Charging() {
  const { data } = useSettings();
  return <Text>{data === undefined ? 'reading' : data.requireCharging ? 'with power' : 'always'}</Text>;
}

it('asks again when another page changed something', async () => {
  const app = await SCENARIOS.computer(6);
  renderApp(app, { index: Charging });
  expect(await screen.findByText('always')).toBeTruthy();
  await app.world.engine.changeSettings({ requireCharging: true });
  act(() => app.changes.set(1));
  expect(await screen.findByText('with power')).toBeTruthy();
});
