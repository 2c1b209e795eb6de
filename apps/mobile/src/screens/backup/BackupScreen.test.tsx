import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, waitFor } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { BackupScreen } from './BackupScreen.tsx';

async function open(scenario: Scenario, { language = 'en', safeCount = 24 } = {}): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](safeCount);
  app.ports.preferences.change({ language });
  renderApp(app, { index: BackupScreen });
  await screen.findAllByRole('switch');
  return app;
}

describe('the Backup screen', () => {
  it.each<[Scenario, string, RegExp]>([
    ['complete', 'Your photos are safe', /^Back up now$/],
    ['uploading', 'Backing up 50 photos', /^Pause$/],
    ['waiting-for-wi-fi', 'Waiting for Wi-Fi', /^Use mobile data once$/],
    ['failed', '5 photos could not be backed up', /^See why$/],
    ['quota-full', 'Your storage on the server is full', /^Try again$/],
    ['disk-full', 'The server’s disk is full', /^Try again$/],
    ['phone-full', 'This phone is full', /^Free space$/],
    ['server-down', 'Your server has a problem', /^Try again$/],
    ['server-silent', 'Your server does not answer', /^Pause$/],
    ['server-untrusted', 'This device does not trust your server', /^Pause$/],
    ['nothing-chosen', 'Choose the photos to keep safe', /^Choose albums$/],
    ['no-access', 'Keepsake may not see your photos', /^Allow access$/],
  ])('says of %s first what is so, and what to do', async (scenario, sentence, action) => {
    await open(scenario);
    expect(await screen.findByRole('heading', { name: sentence })).toBeTruthy();
    expect(await screen.findByRole('button', { name: action })).toBeTruthy();
  });

  it.each([
    ['en', /only the photos that you picked/, 'Pick more', 'Allow all'],
    ['de', /nur die Fotos, die Sie ausgewählt haben/, 'Mehr auswählen', 'Alle erlauben'],
    ['ar', /الصور التي اخترتها فقط/, 'اختيار المزيد', 'السماح بالكل'],
  ])('says that it sees only what the person picked, with both ways to change that: %s', async (...told) => {
    const [language, sentence, more, all] = told;
    const app = await open('limited-access', { language });
    expect(screen.getByText(sentence)).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: more }));
    await waitFor(() => expect(app.access.current()).toMatchObject({ granted: 'limited', picks: 1 }));
    fireEvent.press(screen.getByRole('button', { name: all }));
    await waitFor(() => expect(screen.queryByText(sentence)).toBeNull());
  });

  it.each([
    ['en', /^No answer since \d+:\d\d.{0,3}\. Keepsake keeps asking and goes on by itself/],
    ['de', /^Keine Antwort seit \d\d:\d\d\. Keepsake fragt weiter nach/],
    ['ar', /^لا رد منذ .*\. يواصل Keepsake المحاولة/],
  ])('says in %s since when the server is silent, and that it goes on by itself', async (language, words) => {
    await open('server-silent', { language });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('claims nothing safe of folders that are not looked at, and has them looked at', async () => {
    const app = await SCENARIOS.computer(24);
    const folders = [{ path: '/disks/ada/Pictures', isThere: true }];
    app.access.set({ kind: 'folders', folders, others: ['/media/usb', '/media/usb/DCIM'] });
    renderApp(app, { index: BackupScreen });
    expect(
      await screen.findByRole('heading', { name: 'Not all of your folders are shown here' }),
    ).toBeTruthy();
    expect(screen.queryByText('Your photos are safe')).toBeNull();
    expect(screen.getByText(/not among these: .*\/media\/usb/)).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Back these up, too' }));
    expect(await screen.findByRole('heading', { name: 'Your photos are safe' })).toBeTruthy();
    expect(app.access.current()).toEqual({
      kind: 'folders',
      folders: ['/disks/ada/Pictures', '/media/usb'].map((path) => ({ path, isThere: true })),
    });
  });

  it('tells how many, when, and what is left of the room', async () => {
    await open('complete');
    expect(screen.getByText('24 of 24 backed up')).toBeTruthy();
    expect(screen.getByText('Last backup: 2 hours ago · Verified: yesterday')).toBeTruthy();
    expect(screen.getByText('42.0 GB of 200 GB used')).toBeTruthy();
    expect(screen.getByText('3 selected')).toBeTruthy();
    expect(screen.getByText('1 excluded')).toBeTruthy();
  });

  it('says to whoever signed out that they did, with what is known, and where to sign in', async () => {
    await open('signed-out');
    expect(await screen.findByRole('heading', { name: 'You are signed out' })).toBeTruthy();
    expect(screen.getByText('24 of 24 backed up')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^24 of 24/ })).toBeNull();
    expect(screen.queryByText(/^No backup yet/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Choose albums' })).toBeNull();
    expect(screen.queryByText('Backup albums')).toBeNull();
    // Once.
    expect(screen.getAllByText('Sign in')).toHaveLength(1);
    fireEvent.press(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(pathname()).toBe('/welcome/sign-in'));
  });

  it.each([
    ['24 of 24 backed up. Show the list.', '/photos/safe'],
    ['42.0 GB of 200 GB used. Show the list.', '/photos/on-server'],
  ])('leads from %s to the list behind it', async (name, path) => {
    await open('complete');
    fireEvent.press(screen.getByRole('link', { name }));
    expect(pathname()).toBe(path);
  });

  it('[P2] shows how far the run is', async () => {
    await open('uploading');
    expect(screen.getByText(/^0 of 50 • [\d.]+ [kM]B \/ 7.5 MB$/)).toBeTruthy();
    expect(screen.getByLabelText('4 Uploading. Show the list.')).toBeTruthy();
    expect(screen.getByLabelText('46 Waiting. Show the list.')).toBeTruthy();
  });

  it('[P2] names a large file while it is read, and guesses at no time left before anything is sent', async () => {
    await open('reading');
    expect(screen.getByText('Reading huge.mp4')).toBeTruthy();
    expect(screen.getByLabelText('1 Uploading. Show the list.')).toBeTruthy();
    expect(screen.queryByText(/ left$|kB\/s/)).toBeNull();
  });

  it('[P2] tells a time left that follows from what is left and the speed', async () => {
    const app = await open('sending-large');
    const { progress } = app.world.engine.snapshot();
    const { bytesDone = 0, bytesTotal = 0, bytesPerSecond = 0, remainingMs = 0 } = progress ?? {};
    // It is counted down, and lags behind what follows from them by no more than this.
    expect(Math.abs(remainingMs - ((bytesTotal - bytesDone) / bytesPerSecond) * 1_000)).toBeLessThan(6_000);
    const seconds = Math.ceil(remainingMs / 10_000) * 10;
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(screen.getByText(new RegExp(`^\\d+ kB/s · about ${seconds} seconds left$`))).toBeTruthy();
  });

  it('[P2] has the ring move with what is sent of a large file, and says of how many photos it tells', async () => {
    const app = await open('sending-large');
    const hidden = { includeHiddenElements: true };
    const [transfer] = app.world.engine.snapshot().transfers;
    const safe = 28 + (transfer?.progress.percentage ?? 0) / 100;
    const percent = (Math.floor((safe / 29) * 1_000) / 10).toFixed(1);
    expect(Number(percent)).toBeGreaterThan(Math.ceil((28 / 29) * 1_000) / 10);
    expect(screen.getByText(`${percent}%`, hidden)).toBeTruthy();
    expect(screen.getByText('of 29 photos', hidden)).toBeTruthy();
    expect(screen.getByText(/^4 of 5 • /)).toBeTruthy();
  });

  it('[N4] says what is held back, and that it goes on by itself', async () => {
    await open('waiting-for-wi-fi');
    expect(screen.getByText('38 photos will continue by themselves.')).toBeTruthy();
  });

  it('[N5] asks before it uses mobile data, and names the bytes', async () => {
    const app = await open('waiting-for-wi-fi');
    fireEvent.press(await screen.findByRole('button', { name: 'Use mobile data once' }));
    expect(await screen.findByText('Back up 38 photos over mobile data?')).toBeTruthy();
    expect(screen.getByText(/^About 1.2 MB will be sent/)).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Cancel' }));
    expect(app.world.remote.assets).toHaveLength(24);
    await waitFor(() => expect(screen.queryByText('Back up 38 photos over mobile data?')).toBeNull());
    fireEvent.press(screen.getByRole('button', { name: 'Use mobile data once' }));
    const [, confirm] = await screen.findAllByRole('button', { name: 'Use mobile data once' });
    if (confirm === undefined) throw new Error('the question has no button');
    fireEvent.press(confirm);
    expect(
      await screen.findByRole('heading', { name: 'Your photos are safe' }, { timeout: 20_000 }),
    ).toBeTruthy();
    expect(app.world.remote.assets).toHaveLength(62);
  });

  it('backs up what came since, also while others have failed', async () => {
    const app = await open('failed');
    app.world.library.addAsset({
      fileName: 'later.jpg',
      content: { sizeBytes: 500, seed: 4 },
      createdAtMs: app.world.clock.now(),
    });
    fireEvent.press(screen.getByRole('button', { name: 'Back up now' }));
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(25));
  });

  it('names a single photo that failed, and why, beside what waits', async () => {
    const app = await SCENARIOS.complete(24);
    const { library, engine, conditions, clock } = app.world;
    const locked = library.addAsset({
      fileName: 'locked.jpg',
      content: { sizeBytes: 500, seed: 4 },
      createdAtMs: clock.now(),
    });
    library.failOpen(locked, 'file-unreadable');
    await engine.start();
    library.addAsset({
      fileName: 'later.jpg',
      content: { sizeBytes: 600, seed: 5 },
      createdAtMs: clock.now(),
    });
    conditions.change({ network: 'metered' });
    await engine.scan();
    renderApp(app, { index: BackupScreen });
    expect(
      await screen.findByText('locked.jpg could not be uploaded: The file cannot be opened'),
    ).toBeTruthy();
    fireEvent.press(screen.getByText('See why'));
    expect(pathname()).toBe('/failed');
  });

  it('[U7] pauses, and goes on', async () => {
    const app = await open('uploading');
    fireEvent.press(screen.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByRole('heading', { name: 'The backup is paused' })).toBeTruthy();
    expect(screen.getByText(/^Nothing is lost: what was sent is kept\. It goes on/)).toBeTruthy();
    // Another work that is done meanwhile ends no pause.
    await app.world.engine.scan();
    expect(screen.getByRole('heading', { name: 'The backup is paused' })).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy();
  });

  it('[B2] says that another one is at work, whatever it does, follows it, and ends by itself', async () => {
    const app = await SCENARIOS.complete(4);
    const { library, runLock, engine } = app.world;
    for (const name of ['a.jpg', 'b.jpg']) library.addAsset({ fileName: name });
    await engine.scan();
    runLock.isHeldByOther = true;
    renderApp(app, { index: BackupScreen });
    fireEvent.press(await screen.findByRole('button', { name: 'Back up now' }));
    expect(await screen.findByRole('heading', { name: 'Another Keepsake is at work' })).toBeTruthy();
    expect(screen.getByText(/^It backs up or verifies on this device/)).toBeTruthy();
    expect(screen.getByText('4 of 6 backed up')).toBeTruthy();
    // It is done, and this one may go on.
    runLock.isHeldByOther = false;
    fireEvent.press(screen.getByRole('button', { name: 'Back up now' }));
    expect(await screen.findByRole('heading', { name: 'Your photos are safe' })).toBeTruthy();
  });

  it('[B2] says so when it is opened, and no longer when nothing waits or it waits for something else', async () => {
    const app = await SCENARIOS['waiting-for-wi-fi'](4);
    app.world.runLock.isHeldByOther = true;
    app.world.conditions.change({ network: 'unmetered' });
    await app.world.engine.start({ kind: 'background' });
    renderApp(app, { index: BackupScreen });
    expect(await screen.findByRole('heading', { name: 'Another Keepsake is at work' })).toBeTruthy();
    act(() => app.world.conditions.change({ network: 'metered' }));
    await act(() => app.world.engine.readStatus());
    expect(await screen.findByRole('heading', { name: 'Waiting for Wi-Fi' })).toBeTruthy();
  });

  it('leads from each number to its list', async () => {
    await open('failed');
    fireEvent.press(screen.getByLabelText('5 Failed. Show the list.'));
    expect(pathname()).toBe('/photos/failed');
  });

  it('changes a switch at once, and for good', async () => {
    const app = await open('complete');
    const wifi = (isOn: boolean) => screen.findByRole('switch', { name: /^Use Wi-Fi only/, checked: isOn });
    fireEvent.press(await wifi(true));
    expect(await wifi(false)).toBeTruthy();
    expect(screen.getByText('Mobile data may be used where Settings allow it.')).toBeTruthy();
    await waitFor(async () => expect((await app.world.engine.readSettings()).requireUnmetered).toBe(false));
  });

  it.each<[Scenario, RegExp]>([
    ['expired', /^Your sign-in has ended/],
    ['link-lost', /does not answer/],
    ['offline', /^There is no network/],
  ])('says what is wrong when it is %s, and keeps what it knows', async (scenario, words) => {
    await open(scenario);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText('24 of 24 backed up')).toBeTruthy();
  });

  it('names the file with the sign-in that cannot be read, and offers to sign in again', async () => {
    await open('sign-in-unreadable');
    expect(screen.getByText('Keepsake cannot read your sign-in')).toBeTruthy();
    expect(
      screen.getByText(/^Keepsake cannot read \u2066\/disks\/ada\/\S+credentials\.json\u2069, where/),
    ).toBeTruthy();
    expect(screen.queryByText('No backup yet')).toBeNull();
    fireEvent.press(screen.getByRole('button', { name: 'Sign in' }));
    expect(pathname()).toBe('/welcome/sign-in');
  });

  it('comes back by itself when the link does', async () => {
    const app = await open('link-lost');
    act(() => app.link.set({ kind: 'connected' }));
    expect(screen.queryByText(/does not answer/)).toBeNull();
  });

  it.each<[string, string, string]>([
    ['de', 'Ihre Fotos sind sicher', '1.234 von 1.234 gesichert'],
    ['ar', 'صورك في أمان', 'حُفظ 1,234 من 1,234'],
  ])('speaks %s', async (language, sentence, count) => {
    await open('complete', { language, safeCount: 1_234 });
    expect(await screen.findByRole('heading', { name: sentence })).toBeTruthy();
    expect(screen.getByText(count)).toBeTruthy();
  });
});
