import { describe, expect, it } from '@jest/globals';
import type { ComponentType } from 'react';
import type { SimulatedApp } from '../../simulated/create-simulated-app.ts';
import { renderApp, screen } from '../../simulated/render-app.tsx';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { FailedScreen } from '../screens/failed/FailedScreen.tsx';
import { PhotosScreen } from '../screens/photos/PhotosScreen.tsx';
import { SearchScreen } from '../screens/search/SearchScreen.tsx';
import { WhyScreen } from '../screens/why/WhyScreen.tsx';

/** Looks like `evil.exe.jpg` backwards where a screen lets it turn its letters. */
const TURNING = '\u202egpj.exe.live.jpg';
const PLAIN = 'gpj.exe.live.jpg';

async function withTurningName({ isFailed = false } = {}): Promise<{ app: SimulatedApp; id: string }> {
  const app = await SCENARIOS.complete(12);
  const { library, clock, engine } = app.world;
  const id = library.addAsset({
    fileName: TURNING,
    content: { sizeBytes: 900, seed: 77 },
    createdAtMs: clock.now(),
    in: [],
  });
  if (isFailed) library.failOpen(id, 'file-unreadable');
  await engine.start();
  return { app, id };
}

function expectNoneTurning(): void {
  const hidden = { includeHiddenElements: true };
  expect(screen.queryAllByText(/\u202e/, hidden)).toEqual([]);
  expect(screen.queryAllByLabelText(/\u202e/, hidden)).toEqual([]);
}

describe('a name that turns the words around it', () => {
  it.each<[string, ComponentType, string]>([
    ['photos/[list]', PhotosScreen, '/photos/all'],
    ['search', SearchScreen, '/search?text=gpj'],
    ['why/[id]', WhyScreen, '/why/ID'],
  ])('is shown as it is written, and read out so: %s', async (path, shown, url) => {
    const { app, id } = await withTurningName();
    renderApp(app, { [path]: shown }, url.replace('ID', encodeURIComponent(id)));
    const found = path === 'why/[id]' ? screen.findByRole('heading', { name: PLAIN }) : undefined;
    expect(await (found ?? screen.findByRole('link', { name: new RegExp(`^${PLAIN}`) }))).toBeTruthy();
    expectNoneTurning();
  });

  it('is shown so where it failed', async () => {
    const { app } = await withTurningName({ isFailed: true });
    renderApp(app, { failed: FailedScreen });
    expect(await screen.findByRole('button', { name: new RegExp(PLAIN) })).toBeTruthy();
    expectNoneTurning();
  });
});
