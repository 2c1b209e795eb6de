import { describe, expect, it, jest } from '@jest/globals';
import { ERROR_CODES } from '@keepsake/engine';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { FailedScreen } from './FailedScreen.tsx';

async function open(scenario: Scenario = 'failed', { language = 'en' } = {}): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  app.ports.preferences.change({ language });
  renderApp(app, { failed: FailedScreen });
  return app;
}

/** Looked for without a failure, which is put into words at length each time. */
async function untilBusy(name: string): Promise<void> {
  await waitFor(() => expect(screen.queryAllByRole('button', { name, busy: true }).length).toBe(1));
}

async function heal({ world }: SimulatedApp): Promise<void> {
  const query = { kind: 'listed', standing: undefined, after: undefined, limit: 100 } as const;
  const failed = await world.engine.listAssets({ ...query, settlement: 'failed' });
  for (const { asset } of failed) world.library.heal(asset.id);
}

describe('the Failed uploads screen', () => {
  it('[E4] says how many, why in plain words, what to do, and how often it was tried', async () => {
    await open();
    expect(await screen.findByText('5 uploads failed')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'The file cannot be opened' })).toBeTruthy();
    expect(screen.getByText(/^Check that you can open it yourself/)).toBeTruthy();
    expect(screen.getAllByText('tried once, just now')).toHaveLength(5);
  });

  it('groups by reason', async () => {
    await open('failed-variously');
    expect(await screen.findByText('14 uploads failed')).toBeTruthy();
    for (const reason of [
      'The file cannot be opened',
      'It could not be read to the end',
      'The file is empty',
      'The original did not come down from the cloud',
    ])
      expect(screen.getByRole('heading', { name: reason })).toBeTruthy();
    expect(screen.getAllByText(/^tried 5 times, last \d+ minutes ago$/).length).toBeGreaterThan(0);
  });

  it('retries one, and leaves the others', async () => {
    const app = await open();
    await heal(app);
    fireEvent.press(await screen.findByRole('button', { name: 'Retry IMG_50002.jpg' }));
    // Counted, because a failed look at an element is put into words at length, each time.
    await waitFor(() => expect(screen.queryAllByText('IMG_50002.jpg').length).toBe(0));
    expect(screen.getByText('4 uploads failed')).toBeTruthy();
    await waitFor(() => expect(app.world.arrived()).toContain('IMG_50002.jpg'));
    expect(app.world.arrived()).not.toContain('IMG_50001.jpg');
  });

  it('retries all, and ends with nothing failed', async () => {
    const app = await open();
    await heal(app);
    fireEvent.press(await screen.findByRole('button', { name: 'Retry all' }));
    expect(await screen.findByText('Nothing failed', undefined, { timeout: 5_000 })).toBeTruthy();
    await waitFor(() => expect(app.world.engine.snapshot().statistics?.candidates.failedCount).toBe(0));
    expect(app.world.arrived()).toHaveLength(17);
  });

  it('offers no retry of empty files, which cannot help, and says what does', async () => {
    await open('empty-files');
    expect(await screen.findByText('2 uploads failed')).toBeTruthy();
    expect(
      screen.getByText(/^There is nothing in it to keep\. Delete it, or put the whole file/),
    ).toBeTruthy();
    expect(screen.getByText(/^Trying again changes nothing here/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
  });

  it('retries those that a retry can help, beside others', async () => {
    const app = await open('failed-variously');
    const retry = jest.spyOn(app.world.engine, 'retry');
    expect(screen.queryByRole('button', { name: 'Retry all' })).toBeNull();
    fireEvent.press(await screen.findByRole('button', { name: 'Retry 13' }));
    await waitFor(() => expect(retry).toHaveBeenCalledTimes(1));
    expect(retry.mock.calls[0]?.[0]).toHaveLength(13);
  });

  it('stays busy with all of them while one after the other leaves the list', async () => {
    const { ports, world } = await open('failed-variously');
    const { retry } = world.engine;
    ports.controller.retry = () => new Promise(() => undefined);
    fireEvent.press(await screen.findByRole('button', { name: 'Retry 13' }));
    await untilBusy('Retry 13');
    const [record] = await world.engine.listAssets({
      kind: 'listed',
      standing: undefined,
      settlement: 'failed',
      after: undefined,
      limit: 1,
    });
    if (record === undefined) throw new Error('nothing failed');
    await retry([record.asset.id]);
    await world.engine.scan();
    await untilBusy('Retry 12');
  });

  it('is not busy with all of them while one is asked for', async () => {
    const { ports } = await open();
    ports.controller.retry = () => new Promise(() => undefined);
    fireEvent.press(await screen.findByRole('button', { name: 'Retry IMG_50002.jpg' }));
    await waitFor(() =>
      expect(screen.queryAllByRole('button', { name: 'Retry IMG_50002.jpg', disabled: true }).length).toBe(1),
    );
    expect(screen.getByRole('button', { name: 'Retry all', busy: false })).toBeTruthy();
  });

  it('says so when the retry could not begin', async () => {
    const app = await SCENARIOS.failed(12);
    app.ports.controller.retry = () => Promise.reject(new Error('not now'));
    renderApp(app, { failed: FailedScreen });
    fireEvent.press(await screen.findByRole('button', { name: 'Retry all' }));
    expect(await screen.findByText(/^The retry could not begin/)).toBeTruthy();
    expect(screen.getByText('5 uploads failed')).toBeTruthy();
  });

  it('leads from a photo to its answer', async () => {
    await open();
    fireEvent.press(
      await screen.findByRole('link', {
        name: /^IMG_50003\.jpg\. tried once, just now\. The file cannot be opened/,
      }),
    );
    expect(pathname()).toMatch(/^\/why\/IMG_50003/);
  });

  it('leads from their number to them as pictures', async () => {
    await open();
    fireEvent.press(await screen.findByRole('link', { name: '5 uploads failed. Show the list.' }));
    expect(pathname()).toBe('/photos/failed');
  });

  it('is calm when nothing failed', async () => {
    await open('complete');
    expect(await screen.findByText('Nothing failed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry all' })).toBeNull();
  });

  it.each<[Scenario, RegExp, string]>([
    ['quota-full', /^Your storage on the server is full\. Whoever keeps the server/, 'Try again'],
    ['disk-full', /^The server’s disk is full\. Whoever keeps the server/, 'Try again'],
    ['phone-full', /^This phone is full\. What is left waits until there is room/, 'Try again'],
    ['server-down', /^The server had a problem\./, 'Try again'],
  ])(
    'says in one line what stopped the backup when it is %s, and what to do',
    async (scenario, words, action) => {
      await open(scenario);
      expect(await screen.findByText(words)).toBeTruthy();
      expect(screen.getByText(action)).toBeTruthy();
    },
  );

  it('tries again once the server has room', async () => {
    const { world } = await open('quota-full');
    const { account } = world.remote;
    account.quotaBytes = account.usedBytes + 1_000_000;
    fireEvent.press(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(world.arrived()).toHaveLength(32), { timeout: 5_000 });
    expect(screen.queryByText(/^Your storage on the server is full/)).toBeNull();
  });

  it.each<[Scenario, RegExp]>([
    ['expired', /^Your sign-in has ended/],
    ['link-lost', /does not answer/],
    ['offline', /^There is no network/],
  ])('says what is wrong when it is %s', async (scenario, words) => {
    await open(scenario);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it.each<[string, string]>([
    ['de', '5 Uploads fehlgeschlagen'],
    ['ar', 'فشلت 5 عمليات رفع'],
  ])('speaks %s', async (language, sentence) => {
    await open('failed', { language });
    expect(await screen.findByText(sentence)).toBeTruthy();
  });

  it('has words for every way to fail', () => {
    const { t } = createI18n('en');
    const words = ERROR_CODES.map((code) => t(`reason.${code}.title`));
    expect(new Set(words).size).toBe(ERROR_CODES.length);
    expect(words.filter((text) => text.startsWith('reason.'))).toEqual([]);
  });
});
