import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { BackupError } from '@keepsake/engine';
import { createGate } from '@keepsake/testkit/fakes';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { FreeSpaceScreen } from '../free-space/FreeSpaceScreen.tsx';
import { VerifyScreen } from './VerifyScreen.tsx';

async function open(
  scenario: Scenario,
  { language = 'en', then }: { language?: string; then?: (app: SimulatedApp) => void } = {},
): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](12);
  then?.(app);
  app.ports.preferences.change({ language });
  renderApp(app, { verify: VerifyScreen, 'free-space': FreeSpaceScreen });
  await screen.findAllByRole('radio');
  return app;
}

const press = async (name: string | RegExp) =>
  fireEvent.press(await screen.findByRole('button', { name, disabled: false }));

describe('verifying', () => {
  it('says what was proven, and when', async () => {
    await open('complete');
    expect(screen.getByRole('heading', { name: /^Verified on / })).toBeTruthy();
    expect(screen.getByText(/: yesterday\.$/)).toBeTruthy();
    expect(screen.getByText(/^The server has read all of them again/)).toBeTruthy();
    fireEvent.press(screen.getByText('12 photos on the server'));
    expect(pathname()).toBe('/photos/on-server');
  });

  it('claims no proof of what is not known while nobody is signed in', async () => {
    await open('signed-out', {
      // As the agent answers while no library is open.
      then: ({ world }) => {
        world.engine.proposeFreeing = async () => ({ records: [], sizeBytes: 0, unprovenCount: 0 });
      },
    });
    expect(screen.getByText('12 photos on the server')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /photos on the server/ })).toBeNull();
    expect(screen.queryByText(/read .* again|read again/)).toBeNull();
    expect(screen.queryByText(/on the server yet/)).toBeNull();
    expect(
      screen.getByText('Sign in to see which photos are proven to be sound on your server.'),
    ).toBeTruthy();
  });

  it('names the folders that it does not ask after', async () => {
    await open('computer', {
      then: ({ access }) => {
        const folders = [{ path: '/disks/ada/Pictures', isThere: true }];
        access.set({ kind: 'folders', folders, others: ['/media/usb'] });
      },
    });
    expect(screen.getByText(/not among these: .*\/media\/usb/)).toBeTruthy();
    await press('Back these up, too');
    await waitFor(() => expect(screen.queryByText(/not among these/)).toBeNull());
  });

  it('[V1] compares with the server, quickly, and says that all is there', async () => {
    const app = await open('unproven');
    expect(screen.getByRole('heading', { name: 'Not verified yet' })).toBeTruthy();
    expect(screen.getByText(/^12 were not read again/)).toBeTruthy();
    await press('Verify now');
    expect(
      await screen.findByRole('heading', { name: 'All 12 photos are there, as they were sent.' }),
    ).toBeTruthy();
    expect(await screen.findByRole('heading', { name: /^Verified on / })).toBeTruthy();
    expect((await app.world.engine.proposeFreeing()).unprovenCount).toBe(12);
  });

  it('[V1] has the server read everything again, and names what differs', async () => {
    const app = await open('unproven');
    const [gone, rotten] = app.world.remote.assets.filter(({ fileName }) => fileName.startsWith('IMG'));
    if (gone === undefined || rotten === undefined) throw new Error('there are photos');
    app.world.remote.remove(gone.id);
    app.world.remote.rot(rotten.id);
    fireEvent.press(screen.getByRole('radio', { name: /^Thorough/ }));
    await press('Verify now');
    expect(await screen.findByRole('heading', { name: '2 photos are not as they were sent.' })).toBeTruthy();
    expect(screen.getByText(/^1 was deleted on the server/)).toBeTruthy();
    expect(screen.getByText(/^1 is lost or damaged on the server/)).toBeTruthy();
    expect(screen.getByText('Deleted on the server')).toBeTruthy();
    fireEvent.press(screen.getByRole('link', { name: gone.fileName }));
    expect(pathname()).toMatch(/^\/why\//);
  });

  it('[V1] knows of what was found damaged when it is opened anew, and claims nothing of it', async () => {
    const app = await open('damaged');
    expect(screen.getByRole('heading', { name: /^Verified on / })).toBeTruthy();
    expect(screen.getByText(/^1 photo was found lost or damaged on the server on \w/)).toBeTruthy();
    expect(screen.getByText('It is sent again by the next backup.')).toBeTruthy();
    expect(screen.getByText('11 photos on the server')).toBeTruthy();
    expect(screen.getByText(/^Keep your photos here for now/)).toBeTruthy();
    expect(screen.queryByText(/you may move or delete yourself/)).toBeNull();
    await app.world.engine.start();
    expect(
      await screen.findByText(
        /^1 photo was lost or damaged on the server, was sent again, and confirmed on \w/,
      ),
    ).toBeTruthy();
    expect(screen.queryByText(/found damaged/)).toBeNull();
    expect(await screen.findByText('12 photos on the server')).toBeTruthy();
  });

  it('[V1] does not promise that it is sent again where it is not', async () => {
    const app = await open('damaged');
    const albums = await app.world.engine.listAlbums();
    await app.world.engine.chooseAlbums(new Map(albums.map(({ id }) => [id, 'none'])));
    await app.world.engine.scan();
    expect(await screen.findByText(/^It is not sent again by itself\. Open it/)).toBeTruthy();
    expect(screen.queryByText(/next backup/)).toBeNull();
    fireEvent.press(screen.getByText(/^1 photo was found lost or damaged/));
    expect(pathname()).toBe('/photos/damaged');
  });

  it('[V1] leaves what it found when that was sent again by itself', async () => {
    const app = await open('unproven');
    const rotten = app.world.remote.assets.find(({ fileName }) => fileName.startsWith('IMG'));
    if (rotten === undefined) throw new Error('there are photos');
    app.world.remote.rot(rotten.id);
    fireEvent.press(screen.getByRole('radio', { name: /^Thorough/ }));
    await press('Verify now');
    expect(await screen.findByRole('heading', { name: '1 photo is not as it was sent.' })).toBeTruthy();
    expect(screen.getByText(/^1 is lost or damaged on the server\. The next backup/)).toBeTruthy();
    await app.world.engine.start();
    expect(
      await screen.findByText(/^1 photo was lost or damaged on the server, was sent again/),
    ).toBeTruthy();
    expect(screen.queryByText(/not as it was sent/)).toBeNull();
    expect(screen.queryByText(/The next backup/)).toBeNull();
  });

  it('[V1] says of what is damaged and no longer here that nothing sends it again', async () => {
    const app = await open('unproven');
    const [rotten] = app.world.remote.assets.filter(({ fileName }) => fileName.startsWith('IMG'));
    if (rotten === undefined) throw new Error('there are photos');
    const [found] = await app.ports.photos.search({ text: rotten.fileName, after: undefined, limit: 1 });
    if (found === undefined) throw new Error('it is not known');
    app.world.library.removeAsset(found.asset.id);
    await app.world.engine.scan();
    app.world.remote.rot(rotten.id);
    fireEvent.press(screen.getByRole('radio', { name: /^Thorough/ }));
    await press('Verify now');
    expect(
      await screen.findByText(/^1 is lost or damaged on the server, and no longer on this device/),
    ).toBeTruthy();
    expect(screen.queryByText(/next backup/)).toBeNull();
    // So it is for whoever opens the screen later.
    expect(
      await screen.findByText(
        '1 photo that is no longer on this device was found lost or damaged on the server',
      ),
    ).toBeTruthy();
    fireEvent.press(screen.getByRole('link', { name: new RegExp(rotten.fileName) }));
    expect(pathname()).toMatch(/^\/why\//);
  });

  it('shows how far it is, and stops when told to', async () => {
    const app = await open('unproven');
    const gate = createGate();
    const verify = app.world.remote.verify.bind(app.world.remote);
    app.world.remote.verify = async (...question) => {
      await gate.pass();
      return verify(...question);
    };
    await press('Verify now');
    expect(await screen.findByText('0 of 12 compared')).toBeTruthy();
    expect(screen.getByLabelText('0 of 12 compared')).toBeTruthy();
    await press('Stop');
    gate.open();
    expect(await screen.findByText(/^Stopped\. What was compared/)).toBeTruthy();
  });

  it('[V1] tells by bytes how far the server is with reading, and how long it takes yet', async () => {
    const app = await SCENARIOS.verifying(240);
    app.ports.preferences.change({ language: 'en' });
    renderApp(app, { verify: VerifyScreen });
    const words = '200 of 240 • 420 kB / 509 kB';
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText('about 30 seconds left')).toBeTruthy();
    expect(screen.getByLabelText(words).props).toMatchObject({ 'aria-valuenow': 82 });
  });

  it('says why it could not go on', async () => {
    const app = await open('unproven');
    app.world.remote.failNext('describe', 'server-error', 100);
    await press('Verify now');
    expect(await screen.findByText(/^Your server has a problem\./)).toBeTruthy();
  });

  it.each<[Scenario, RegExp]>([
    ['expired', /^Sign in to verify/],
    ['uploading', /^A backup goes on/],
  ])('waits while it is %s', async (scenario, words) => {
    await open(scenario);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Verify now', disabled: true })).toBeTruthy();
  });

  it('[B2] says that another one is at work when it could not begin for that', async () => {
    await open('complete', {
      then: ({ world }) => {
        world.runLock.isHeldByOther = true;
      },
    });
    await press('Verify now');
    expect(await screen.findByText(/^Another Keepsake is at work\. It backs up or verifies/)).toBeTruthy();
    expect(screen.queryByText(/^Stopped\./)).toBeNull();
  });

  it('offers no reading again where the server cannot', async () => {
    await open('complete', {
      then: ({ account }) => {
        const state = account.current();
        if (state.kind === 'signed-in') account.set({ ...state, product: 'immich' });
      },
    });
    expect(
      screen.getByRole('radio', { name: /^Thorough\. This server cannot/, disabled: true }),
    ).toBeTruthy();
  });
});

describe('freeing space', () => {
  it.each<[Scenario, RegExp]>([
    ['computer', /^On a computer, Keepsake removes nothing/],
    ['complete', /^This device does not let Keepsake remove photos/],
    ['unproven', /^Nothing may be removed yet/],
  ])('says of %s why nothing may be removed', async (scenario, words) => {
    await open(scenario);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Look through them' })).toBeNull();
  });

  it('[V2] has nobody delete by hand what the server did not read again', async () => {
    await open('computer');
    await press('Verify now');
    await screen.findByRole('heading', { name: /^All 12 photos are there/ });
    expect(screen.getByText(/^Before you move or delete photos yourself, verify thoroughly/)).toBeTruthy();
    expect(screen.queryByText(/you may/)).toBeNull();
    // Nothing that it might do later.
    expect(screen.queryByText(/may be removed/)).toBeNull();
    fireEvent.press(screen.getByRole('radio', { name: /^Thorough/ }));
    await press('Verify now');
    expect(
      await screen.findByText(/^What the server has read again, and found sound, you may .* yourself/),
    ).toBeTruthy();
  });

  it('[V2] has nobody delete by hand where the server cannot read again', async () => {
    await open('computer', {
      then: ({ account }) => {
        const state = account.current();
        if (state.kind === 'signed-in') account.set({ ...state, product: 'immich' });
      },
    });
    expect(screen.getByText(/^Keep your photos here, too: this server cannot read/)).toBeTruthy();
    expect(screen.queryByText(/yourself/)).toBeNull();
  });

  it('says at its own address that nothing is ever removed from a computer', async () => {
    const app = await SCENARIOS.computer(12);
    renderApp(app, { verify: VerifyScreen, 'free-space': FreeSpaceScreen }, '/free-space');
    expect(await screen.findByText(/^On a computer, Keepsake removes nothing/)).toBeTruthy();
    expect(screen.getByText(/^Before you move or delete photos yourself/)).toBeTruthy();
    expect(screen.queryByText(/may be removed/)).toBeNull();
  });

  it.each<[Scenario, RegExp]>([
    ['unproven', /^Nothing may be removed yet/],
    ['can-free-space', /^By the rules under Verify, all photos stay/],
  ])('says at its own address why nothing may be removed of %s, and leads back', async (scenario, words) => {
    const app = await SCENARIOS[scenario](12);
    renderApp(app, { verify: VerifyScreen, 'free-space': FreeSpaceScreen }, '/free-space');
    expect(await screen.findByText('Nothing may be removed now.')).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.press(screen.getByText('Verify and free space'));
    expect(pathname()).toBe('/verify');
  });

  it('[V2] removes what was looked at twice, and nothing before', async () => {
    const app = await open('can-free-space');
    // They were all taken in the last days.
    expect(screen.getByText('under these rules, nothing is removed')).toBeTruthy();
    fireEvent.press(screen.getByRole('switch', { name: /^Keep the last 30 days/ }));
    expect(await screen.findByText('can be freed by removing 12 photos')).toBeTruthy();
    await press('Look through them');
    fireEvent.press(await screen.findByRole('checkbox', { name: /^IMG_10003\.jpg/, checked: true }));
    await press(/^Remove 11 photos \(22\.1 kB\)$/);
    expect(await screen.findByText('Remove 11 photos from this device?')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Remove', disabled: true })).toBeTruthy();
    expect(await countOnDevice(app)).toBe(72);
    fireEvent.press(screen.getByRole('checkbox', { name: /^I know that/ }));
    await press('Remove');
    expect(await screen.findByText(/freed\. 11 photos were removed/)).toBeTruthy();
    expect(await countOnDevice(app)).toBe(61);
    await press('Done');
    expect(pathname()).toBe('/verify');
  });

  it('[V2] leaves everything when the second look is left', async () => {
    const app = await open('can-free-space');
    const free = jest.spyOn(app.world.engine, 'freeSpace');
    fireEvent.press(screen.getByRole('switch', { name: /^Keep the last 30 days/ }));
    await press('Look through them');
    await press(/^Remove 12 photos/);
    await press('Cancel');
    await waitFor(() => expect(screen.queryByText('Remove 12 photos from this device?')).toBeNull());
    expect(free).not.toHaveBeenCalled();
    expect(await countOnDevice(app)).toBe(72);
  });

  it('[V2] keeps albums', async () => {
    await open('can-free-space');
    fireEvent.press(screen.getByRole('switch', { name: /^Keep the last 30 days/ }));
    await press(/^Keep albums/);
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Camera/ }));
    await press('Save');
    expect(await screen.findByText('under these rules, nothing is removed')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Look through them', disabled: true })).toBeTruthy();
  });

  it('says what was kept, and what could not begin', async () => {
    const app = await open('can-free-space');
    fireEvent.press(screen.getByRole('switch', { name: /^Keep the last 30 days/ }));
    await press('Look through them');
    jest
      .spyOn(app.world.engine, 'freeSpace')
      .mockRejectedValueOnce(new BackupError('ledger-unavailable', 'x'));
    const remove = async (): Promise<void> => {
      await press(/^Remove 12 photos/);
      fireEvent.press(await screen.findByRole('checkbox', { name: /^I know that/ }));
      await press('Remove');
    };
    await remove();
    expect(await screen.findByText(/^Nothing was removed: it could not begin/)).toBeTruthy();
    const [first] = app.world.remote.assets;
    if (first !== undefined) app.world.remote.rot(first.id);
    await remove();
    expect(await screen.findByText(/^1 stays here/)).toBeTruthy();
  });

  it('says of an iPhone what becomes of the removed ones in Photos', async () => {
    await open('can-free-space', {
      then: ({ ports }) => {
        jest.replaceProperty(ports.device, 'kind', 'ios');
      },
    });
    fireEvent.press(screen.getByRole('switch', { name: /^Keep the last 30 days/ }));
    await press('Look through them');
    await press(/^Remove 12 photos/);
    expect(await screen.findByText(/iCloud Photos removes them from your other devices/)).toBeTruthy();
    fireEvent.press(screen.getByRole('checkbox', { name: /^I know that/ }));
    await press('Remove');
    expect(await screen.findByText(/^iOS keeps them in “Recently Deleted”/)).toBeTruthy();
  });

  it.each([
    ['de', 'Prüfen und Platz schaffen', /^12 Fotos auf dem Server/],
    ['ar', 'التحقق وتوفير المساحة', /^12 صورة على الخادم/],
  ])('speaks %s', async (language, title, words) => {
    await open('can-free-space', { language });
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });
});

async function countOnDevice({ world }: SimulatedApp): Promise<number> {
  const { signal } = new AbortController();
  const albums = await world.library.listAlbums(signal);
  return albums.find(({ kind }) => kind === 'everything')?.assetCount ?? 0;
}
