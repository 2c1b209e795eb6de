import { describe, expect, it, jest } from '@jest/globals';
import type { AlbumId } from '@keepsake/engine';
import { fireEvent, waitFor, within } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { PhotosScreen } from './PhotosScreen.tsx';

async function open(
  scenario: Scenario,
  state: string,
  { language = 'en', change = async (_app: SimulatedApp): Promise<void> => undefined } = {},
): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  await change(app);
  app.ports.preferences.change({ language });
  renderApp(app, { 'photos/[list]': PhotosScreen }, `/photos/${state}`);
  return app;
}

const tab = (name: RegExp) => screen.findByRole('tab', { name });

describe('the list behind a number', () => {
  it.each<[Scenario, string, string, string, RegExp]>([
    ['complete', 'safe', 'Safe', '12 photos', /^IMG_10011\.jpg\. Safe$/],
    ['waiting-for-wi-fi', 'waiting', 'Waiting', '38 photos', /^IMG_30037\.jpg\. Waiting$/],
    ['failed', 'failed', 'Failed', '5 photos', /^IMG_50003\.jpg\. Failed$/],
    [
      'uploading',
      'uploading',
      'Uploading',
      '4 photos',
      /^IMG_20049\.mp4\. Waiting$|^IMG_2\d+\.jpg\. Waiting$/,
    ],
    ['complete', 'excluded', 'Excluded', '60 photos', /^Screenshot_0059\.jpg\. Excluded$/],
    ['complete', 'all', 'Photos', '72 photos', /^IMG_10011\.jpg\. Safe$/],
    ['failed', 'to-keep', 'To keep safe', '17 photos', /^IMG_50003\.jpg\. Failed$/],
    ['complete', 'on-server', 'On the server', '12 photos', /^IMG_10011\.jpg\. Safe$/],
    ['complete', 'uploaded', 'Uploaded from here', '12 photos', /^IMG_10011\.jpg\. Safe$/],
  ])('shows of %s what is %s', async (scenario, state, title, count, photo) => {
    await open(scenario, state);
    expect((await screen.findAllByRole('link', { name: photo })).length).toBeGreaterThan(0);
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByText(count)).toBeTruthy();
  });

  it('says of what is no photo that it is none, and sends nobody to Settings for it', async () => {
    await open('text-file', 'unsupported');
    expect(
      await screen.findByRole('link', { name: /^packing list\.txt\. Not a photo or video$/ }),
    ).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Not a photo or video' })).toBeTruthy();
    expect(screen.getByText('1 file')).toBeTruthy();
    expect(screen.queryByText('Change settings')).toBeNull();
    expect(screen.queryByRole('tab', { name: /Settings/ })).toBeNull();
    fireEvent.press(await tab(/^All photos/));
    expect(await screen.findByText('72 photos')).toBeTruthy();
    await screen.findByRole('link', { name: /^IMG_10011/ });
    expect(screen.queryByRole('link', { name: /^packing/ })).toBeNull();
  });

  it.each([
    ['Screenshots', ['All photos', 'Excluded']],
    ['Camera', ['All photos', 'Safe', 'Waiting']],
    ['Family', ['All photos']],
  ])('offers of the album %s no list that holds nothing of it', async (album, offered) => {
    const app = await SCENARIOS['waiting-for-wi-fi'](12);
    app.world.library.addAsset({
      fileName: 'new.jpg',
      content: { sizeBytes: 900, seed: 4_711 },
      createdAtMs: app.world.clock.now(),
      in: ['Camera' as AlbumId],
    });
    await app.world.engine.scan();
    renderApp(app, { 'photos/[list]': PhotosScreen }, `/photos/all?album=${album}`);
    const names = () =>
      screen
        .queryAllByRole('tab')
        .map((each) => (within(each).getByText(/./).props['children'] as readonly string[])[0]);
    await waitFor(() => expect(names()).toEqual(offered));
  });

  it('shows an album before anything was counted', async () => {
    const app = await SCENARIOS.complete(12);
    const snapshot = { ...app.world.engine.snapshot(), statistics: undefined };
    jest.spyOn(app.ports.controller, 'snapshot').mockReturnValue(snapshot);
    renderApp(app, { 'photos/[list]': PhotosScreen }, '/photos/all?album=Camera');
    expect(await screen.findByText('12 photos')).toBeTruthy();
  });

  it('shows of an album what is in it, and nothing else', async () => {
    await open('complete', 'all?album=Screenshots');
    expect(
      (await screen.findAllByRole('link', { name: /^Screenshot_00\d\d\.(jpg|mp4)\. Excluded$/ })).length,
    ).toBeGreaterThan(20);
    expect(screen.getByRole('heading', { name: 'Screenshots' })).toBeTruthy();
    expect(screen.getByText('60 photos')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^IMG/ })).toBeNull();
    // How many of it are excluded, nobody counted.
    fireEvent.press(await screen.findByRole('tab', { name: 'Excluded' }));
    expect(await screen.findByText('60 photos')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Screenshots' })).toBeTruthy();
  });

  it('shows of an album what is on its way', async () => {
    const app = await SCENARIOS.uploading(12);
    const moving = app.world.engine.snapshot().transfers.map(({ asset }) => asset.id);
    renderApp(app, { 'photos/[list]': PhotosScreen }, '/photos/uploading?album=Camera');
    expect(await screen.findByText('Nothing is on its way now')).toBeTruthy();
    renderApp(app, { 'photos/[list]': PhotosScreen }, '/photos/uploading?album=everything');
    expect(await screen.findByText(`${moving.length} photos`)).toBeTruthy();
  });

  it('leaves out of the waiting ones what is on its way', async () => {
    await open('uploading', 'waiting');
    expect(await screen.findByText('46 photos')).toBeTruthy();
    await screen.findAllByRole('link', { name: /Waiting$/ });
    expect(screen.queryByRole('link', { name: /^IMG_20049/ })).toBeNull();
  });

  it('is grouped by month', async () => {
    await open('complete', 'safe');
    expect(await screen.findByRole('heading', { name: 'December 2025' })).toBeTruthy();
  });

  it('goes from state to state by its chips', async () => {
    await open('failed', 'failed');
    fireEvent.press(await tab(/^Safe/));
    expect(await screen.findByRole('link', { name: /^IMG_10000\.jpg\. Safe$/ })).toBeTruthy();
    expect(pathname()).toBe('/photos/safe');
    fireEvent.press(await tab(/^Waiting/));
    expect(await screen.findByText('Nothing is waiting')).toBeTruthy();
  });

  it('leads from a photo to its answer, and to the search', async () => {
    await open('failed', 'failed');
    fireEvent.press(await screen.findByRole('link', { name: /^IMG_50003/ }));
    expect(pathname()).toMatch(/^\/why\/IMG_50003/);
  });

  it('[E4] retries what is chosen, and nothing else', async () => {
    const app = await open('failed', 'failed');
    fireEvent.press(await screen.findByRole('button', { name: 'Select' }));
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_50001/, checked: false }));
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_50002/ }));
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_50002/, checked: true }));
    expect(screen.getByText('1 selected')).toBeTruthy();
    const { asset } = (await failedOf(app)).find(
      (record) => record.asset.original.fileName === 'IMG_50001.jpg',
    ) ?? { asset: undefined };
    if (asset === undefined) throw new Error('it is not among the failed ones');
    app.world.library.heal(asset.id);
    fireEvent.press(screen.getByRole('button', { name: 'Retry 1' }));
    await waitFor(() => expect(app.world.arrived()).toContain('IMG_50001.jpg'), { timeout: 5_000 });
    expect(await failedOf(app)).toHaveLength(4);
    expect(screen.queryByText('1 selected')).toBeNull();
  });

  it('offers no retry of what is chosen where none can help', async () => {
    await open('empty-files', 'failed');
    fireEvent.press(await screen.findByRole('button', { name: 'Select' }));
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_7001/ }));
    expect(await screen.findByText('1 selected')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Retry/ })).toBeNull();
    expect(screen.getByText('Trying again would change nothing here. Open one to see why.')).toBeTruthy();
  });

  it('[D10] sends again what was deleted on the server, when it is wanted', async () => {
    const app = await open('deleted-on-server', 'deleted');
    fireEvent.press(await screen.findByRole('button', { name: 'Select' }));
    for (const box of await screen.findAllByRole('checkbox')) fireEvent.press(box);
    fireEvent.press(await screen.findByRole('button', { name: 'Send 7 again' }));
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(12), { timeout: 5_000 });
  });

  it('[D10] sends all of them again, after a question that says how many and what becomes of them', async () => {
    const app = await open('deleted-on-server', 'deleted');
    const sent = jest.spyOn(app.world.engine, 'uploadAgain');
    fireEvent.press(await screen.findByRole('button', { name: 'Send all again' }));
    expect(await screen.findByRole('heading', { name: 'Send 7 photos again?' })).toBeTruthy();
    expect(screen.getByText(/^They are on the server again afterwards/)).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText('Send 7 photos again?')).toBeNull());
    expect(sent).not.toHaveBeenCalled();
    expect(app.world.remote.assets).toHaveLength(5);

    fireEvent.press(screen.getByRole('button', { name: 'Send all again' }));
    fireEvent.press(await screen.findByRole('button', { name: 'Send 7 again' }));
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(12), { timeout: 5_000 });
    expect(await screen.findByText('There are no photos here')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send all again' })).toBeNull();
  });

  it('says so when sending all again could not begin', async () => {
    const app = await open('deleted-on-server', 'deleted');
    app.ports.controller.uploadAgain = () => Promise.reject(new Error('not now'));
    fireEvent.press(await screen.findByRole('button', { name: 'Send all again' }));
    fireEvent.press(await screen.findByRole('button', { name: 'Send 7 again' }));
    expect(await screen.findByText(/could not begin/)).toBeTruthy();
    expect(screen.getByText('7 photos')).toBeTruthy();
  });

  it('says what is chosen when nothing can be done for it', async () => {
    await open('complete', 'all');
    fireEvent.press(await screen.findByRole('button', { name: 'Select' }));
    expect(screen.getByText('Touch the photos that you mean.')).toBeTruthy();
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_10011/ }));
    expect(screen.getByText('There is nothing to do for these.')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByRole('link', { name: /^IMG_10011/ })).toBeTruthy();
  });

  it('begins a backup of what waits', async () => {
    const app = await open('nothing-chosen', 'waiting', {
      change: async ({ world }) => world.choose(),
    });
    await app.world.engine.scan();
    fireEvent.press(await screen.findByRole('button', { name: 'Back up now' }));
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(40), { timeout: 5_000 });
  });

  it('says that it could not be loaded, keeps the chips, and tries again', async () => {
    let isBroken = true;
    await open('complete', 'safe', {
      change: async ({ ports }) => {
        const { controller } = ports;
        const listAssets = controller.listAssets.bind(controller);
        controller.listAssets = (query) =>
          isBroken ? Promise.reject(new Error('not now')) : listAssets(query);
      },
    });
    expect(await screen.findByText('This could not be loaded.')).toBeTruthy();
    expect(await tab(/^Failed/)).toBeTruthy();
    isBroken = false;
    fireEvent.press(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /^IMG_10011/ })).toBeTruthy();
  });

  it.each<[string, string]>([
    ['de', '5 Fotos'],
    ['ar', '5 صور'],
  ])('speaks %s', async (language, count) => {
    await open('failed', 'failed', { language });
    expect(await screen.findByText(count)).toBeTruthy();
  });
});

function failedOf({ world }: SimulatedApp) {
  return world.engine.listAssets({
    kind: 'listed',
    standing: undefined,
    settlement: 'failed',
    after: undefined,
    limit: 100,
  });
}
