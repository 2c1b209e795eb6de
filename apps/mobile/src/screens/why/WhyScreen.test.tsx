import { describe, expect, it } from '@jest/globals';
import type { AlbumId, AssetId } from '@keepsake/engine';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { WhyScreen } from './WhyScreen.tsx';

/** Opens the answer about the first photo whose name begins so. */
async function open(
  scenario: Scenario,
  begin: string,
  { language = 'en', change = async (_app: SimulatedApp, _id: AssetId): Promise<void> => undefined } = {},
): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  const [found] = await app.ports.photos.search({ text: begin, after: undefined, limit: 1 });
  if (found === undefined) throw new Error(`no photo is called ${begin}`);
  await change(app, found.asset.id);
  app.ports.preferences.change({ language });
  renderApp(app, { 'why/[id]': WhyScreen }, `/why/${encodeURIComponent(found.asset.id)}`);
  return app;
}

const sentence = (name: string) => screen.findByRole('heading', { name });

describe('the answer about a photo', () => {
  it.each<[string, Scenario, string, string, RegExp]>([
    ['safe', 'complete', 'IMG_10003', 'This photo is safe', /^Your server confirmed every byte of it/],
    ['failed', 'failed', 'IMG_50003', 'It could not be uploaded', /^The file cannot be opened, tried once/],
    ['held back', 'waiting-for-wi-fi', 'IMG_30003', 'Waiting for Wi-Fi', /^It continues by itself/],
    ['on its way', 'uploading', 'IMG_20049', 'It is being sent now', /^\d+% of 150 kB$/],
    ['no photo', 'text-file', 'packing', 'It is not a photo or video', /^Only photos and videos of known/],
    ['read', 'reading', 'huge', 'It is being read, then sent', /^2[45]% of 80\.0 MB$/],
    ['in the queue', 'uploading', 'IMG_20003', 'It waits for its turn', /^It is sent as soon as/],
    [
      'without room',
      'quota-full',
      'IMG_60003',
      'Your storage on the server is full',
      /^Whoever keeps the server/,
    ],
    ['too large for the phone', 'phone-full', 'IMG_60002', 'This phone is full', /^What is left waits until/],
    ['excluded', 'complete', 'Screenshot_0003', 'It is left out', /^Excluding an album comes before/],
    ['not chosen', 'nothing-chosen', 'IMG_00003', 'It is in no album that is backed up', /^Choose one/],
  ])('[A13] is one sentence when it is %s', async (_what, scenario, begin, words, detail) => {
    await open(scenario, begin);
    expect(await sentence(words)).toBeTruthy();
    expect(screen.getByText(detail)).toBeTruthy();
  });

  it('tells its history, its fingerprint, its place on the server and its rule', async () => {
    const app = await open('complete', 'IMG_10003');
    await sentence('This photo is safe');
    const [found] = await app.ports.photos.search({ text: 'IMG_10003', after: undefined, limit: 1 });
    if (found?.settlement.kind !== 'backed-up') throw new Error('it is not backed up');
    for (const text of [
      'Taken',
      'Fingerprint taken',
      'Sent, and confirmed by the server',
      'Read again on the server, and sound',
      found.checksums?.original ?? '',
      found.settlement.remoteId ?? '',
      'Recents, Camera',
      'Chosen for backup, because you selected Recents, Camera.',
    ])
      expect(screen.getByText(text)).toBeTruthy();
  });

  it('[A13][E4] contradicts itself nowhere of one that failed, and says what was said in words of its own first', async () => {
    const app = await open('failed', 'IMG_50003');
    await sentence('It could not be uploaded');
    expect(screen.getByText(/^Chosen for backup, because you selected Recents/)).toBeTruthy();
    const [found] = await app.ports.photos.search({ text: 'IMG_50003', after: undefined, limit: 1 });
    if (found?.settlement.kind !== 'failed') throw new Error('it did not fail');
    const { detail } = found.settlement.failure;
    expect(screen.getByText(`The file cannot be opened\n${detail}`)).toBeTruthy();
  });

  it('calls the date of a file on a computer what it is', async () => {
    await open('computer', 'IMG_10003');
    await sentence('This photo is safe');
    expect(screen.getByText('Date of the file')).toBeTruthy();
    expect(screen.queryByText('Taken')).toBeNull();
  });

  it('[S1] names server albums where album sync is on, and claims none where it is off', async () => {
    const label = 'Album sync puts it into';
    const app = await open('complete', 'IMG_10003');
    await sentence('This photo is safe');
    expect(await screen.findByText('Albums on this device')).toBeTruthy();
    expect(screen.queryByText(label)).toBeNull();
    expect(screen.queryByText('Camera')).toBeNull();
    await app.ports.controller.changeSettings({ syncAlbums: true });
    const [found] = await app.ports.photos.search({ text: 'IMG_10003', after: undefined, limit: 1 });
    renderApp(app, { 'why/[id]': WhyScreen }, `/why/${encodeURIComponent(found?.asset.id ?? '')}`);
    expect(await screen.findByText(label)).toBeTruthy();
    expect(screen.getByText('Camera')).toBeTruthy();
  });

  it('[E4] retries it, and then says that it is safe', async () => {
    await open('failed', 'IMG_50003', { change: async ({ world }, id) => world.library.heal(id) });
    fireEvent.press(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('This photo is safe', undefined, { timeout: 5_000 })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('offers no retry of an empty file', async () => {
    await open('empty-files', 'IMG_7001');
    expect(await sentence('It could not be uploaded')).toBeTruthy();
    expect(screen.getByText(/^The file is empty, tried once.*Delete it, or put the whole file/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('[D10] sends again what was deleted on the server', async () => {
    const app = await open('complete', 'IMG_10003', {
      change: async ({ world }) => {
        const kept = world.remote.assets.find(({ fileName }) => fileName === 'IMG_10003.jpg');
        if (kept !== undefined) world.remote.server.remove(kept.id);
        await world.engine.verify({ isDeep: false });
        await world.engine.start();
      },
    });
    expect(await sentence('It was deleted on the server')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('This photo is safe', undefined, { timeout: 5_000 })).toBeTruthy();
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(12));
  });

  it('[V1] names the damage that was found, with what was known before, and then what became of it', async () => {
    const app = await open('damaged', 'IMG_10001');
    expect(await sentence('It is lost or damaged on the server')).toBeTruthy();
    expect(
      screen.getByText(/^Found yesterday\. The next backup sends it again from this device/),
    ).toBeTruthy();
    const steps = () =>
      screen
        .getAllByText(/^(Date of the file|Seen by|Fingerprint taken|Sent|Read again|Found lost)/)
        .map(({ props }) => String([props['children']].flat()[0]));
    expect(steps()).toEqual([
      'Date of the file',
      'Seen by Keepsake',
      'Fingerprint taken',
      'Sent, and confirmed by the server',
      'Read again on the server, and sound',
      'Found lost or damaged on the server',
    ]);
    await app.world.engine.start();
    expect(await screen.findByText('This photo is safe', undefined, { timeout: 5_000 })).toBeTruthy();
    expect(
      screen.getByText(/^It was found lost or damaged on the server on .*, and was sent again\.$/),
    ).toBeTruthy();
    expect(steps().slice(3)).toEqual([
      'Sent, and confirmed by the server',
      'Read again on the server, and sound',
      'Found lost or damaged on the server',
      'Sent again, and confirmed by the server',
    ]);
  });

  it('[V1] says of what is damaged and no longer here that it was not seen since', async () => {
    await open('damaged', 'IMG_10001', {
      change: async ({ world }, id) => {
        await world.engine.start();
        world.library.removeAsset(id);
        await world.engine.start();
        const kept = world.remote.assets.find(({ fileName }) => fileName === 'IMG_10001.jpg');
        await world.clock.advance(86_400_000);
        await world.engine.verify({ isDeep: false });
        world.remote.rot(kept!.id);
        await world.clock.advance(86_400_000);
        await world.engine.verify({ isDeep: true });
      },
    });
    expect(await sentence('It is lost or damaged on the server')).toBeTruthy();
    expect(screen.getByText('Found lost or damaged on the server')).toBeTruthy();
    expect(screen.queryByText('Last seen on the server')).toBeNull();
  });

  it('[V1] names the damage beside whatever else keeps it from being sent', async () => {
    await open('damaged', 'IMG_10001', {
      change: async ({ world }) => {
        world.conditions.change({ network: 'none' });
      },
    });
    expect(await sentence('Waiting for a network')).toBeTruthy();
    expect(screen.getByText(/^It was found lost or damaged on the server on \w.*\.$/)).toBeTruthy();
  });

  it('leads to where its rule is changed', async () => {
    await open('complete', 'Screenshot_0003');
    expect(await screen.findByText('Left out, because you excluded Screenshots.')).toBeTruthy();
    fireEvent.press(screen.getByRole('link', { name: 'Change albums' }));
    expect(pathname()).toBe('/albums');
  });

  it('follows the choice of albums', async () => {
    const app = await open('complete', 'Screenshot_0003');
    await sentence('It is left out');
    await app.world.engine.chooseAlbums(new Map([['Screenshots' as AlbumId, 'none']]));
    await app.world.engine.scan();
    expect(await screen.findByText('It waits for its turn', undefined, { timeout: 5_000 })).toBeTruthy();
  });

  it('knows photos that are called by their path', async () => {
    const app = await SCENARIOS.complete(2);
    app.world.library.addAsset({ fileName: 'é 100%.jpg', id: '/disk/ada/Bilder & mehr/é 100%.jpg' });
    await app.world.engine.start();
    const id = encodeURIComponent('/disk/ada/Bilder & mehr/é 100%.jpg');
    renderApp(app, { 'why/[id]': WhyScreen }, `/why/${id}`);
    expect(await sentence('This photo is safe')).toBeTruthy();
  });

  it('shortens a long name in its title, and has all of it in the details', async () => {
    const app = await SCENARIOS.complete(2);
    const fileName = `Sardinia ${'x'.repeat(220)} the beach.jpg`;
    const id = app.world.library.addAsset({ fileName });
    await app.world.engine.scan();
    renderApp(app, { 'why/[id]': WhyScreen }, `/why/${encodeURIComponent(id)}`);
    expect(await screen.findByRole('heading', { name: /^Sardinia x+…x+ the beach\.jpg$/ })).toBeTruthy();
    expect(screen.getByText(fileName)).toBeTruthy();
  });

  it('says so when it does not know the photo', async () => {
    renderApp(await SCENARIOS.complete(2), { 'why/[id]': WhyScreen }, '/why/nothing');
    expect(await screen.findByText('This photo is not known here')).toBeTruthy();
    fireEvent.press(screen.getByRole('link', { name: 'Find a photo' }));
    expect(pathname()).toBe('/search');
  });

  it.each<[string, string]>([
    ['de', 'Dieses Foto ist gesichert'],
    ['ar', 'هذه الصورة محفوظة'],
  ])('speaks %s', async (language, words) => {
    await open('complete', 'IMG_10003', { language });
    expect(await sentence(words)).toBeTruthy();
  });
});
