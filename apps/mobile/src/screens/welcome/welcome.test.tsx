import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { BackupError } from '@keepsake/engine';
import { CallRefused, LinkLost } from '../../controller/agent-link.ts';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { BeginScreen } from './BeginScreen.tsx';
import { FirstAlbumsScreen } from './FirstAlbumsScreen.tsx';
import { ServerScreen } from './ServerScreen.tsx';
import { SignInScreen } from './SignInScreen.tsx';

const SCREENS = {
  welcome: ServerScreen,
  'welcome/sign-in': SignInScreen,
  'welcome/albums': FirstAlbumsScreen,
  'welcome/begin': BeginScreen,
  settings: SettingsScreen,
};

async function open(
  scenario: Scenario,
  {
    at = 'welcome',
    language = 'en',
    count = 24,
  }: { at?: keyof typeof SCREENS; language?: string; count?: number } = {},
): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](count);
  app.ports.preferences.change({ language });
  renderApp(app, { [at]: SCREENS[at], ...SCREENS });
  await screen.findAllByRole('heading');
  return app;
}

/** Screens below the one that is seen, too. */
const HIDDEN_TOO = { includeHiddenElements: true };

const type = (label: string, text: string) => fireEvent.changeText(screen.getByLabelText(label), text);
const press = async (name: string | RegExp) =>
  fireEvent.press(await screen.findByRole('button', { name, disabled: false }));

async function goTo(step: 2 | 3 | 4, address = 'photos.example.org'): Promise<void> {
  type('Server address', address);
  await press('Continue');
  await screen.findByLabelText('Password');
  if (step === 2) return;
  type('Email', 'ada@example.org');
  type('Password', 'right');
  await press('Sign in');
  await screen.findByText('Step 3 of 4');
  if (step === 3) return;
  await screen.findByRole('checkbox', { name: /^Camera/ });
  await press('Continue');
  await screen.findByText('Step 4 of 4');
}

describe('the address', () => {
  it.each([
    ['photos.example.org', 'Found Keepsake 1.2', false],
    ['immich.photos.example.org', 'Found Immich 2.7', false],
    ['old.example.org', /not a photo server/, true],
    ['nobody.example.org', /^Nothing answers there/, true],
    ['photos.example.org:99999', /^No address has this port/, true],
    ['what is this', /^An address looks like/, true],
  ])('%s: %s', async (address, words, isEnd) => {
    await open('first-run');
    type('Server address', address);
    expect(screen.getByText('Looking for a server…')).toBeTruthy();
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue', disabled: isEnd })).toBeTruthy();
  });

  it('is looked for once it is typed, not at each key', async () => {
    const app = await open('first-run');
    const find = jest.spyOn(app.ports.account, 'findServer');
    for (const text of ['p', 'ph', 'photos.example', 'photos.example.org']) type('Server address', text);
    await screen.findByText('Found Keepsake 1.2');
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('without encryption is asked about', async () => {
    await open('first-run');
    type('Server address', 'http://photos.example.org');
    await press('Continue');
    expect(await screen.findByText('Go on without encryption?')).toBeTruthy();
    expect(pathname()).toBe('/welcome');
    await press('Go on anyway');
    expect(pathname()).toBe('/welcome/sign-in');
  });

  it('that answers without encryption only is offered so, and asked about', async () => {
    await open('first-run');
    type('Server address', 'https://plain.photos.example.org');
    expect(await screen.findByText(/^This server answers without encryption only/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
    await press('Use http');
    expect(screen.getByLabelText('Server address').props).toMatchObject({
      value: 'http://plain.photos.example.org',
    });
    await press('Continue');
    expect(await screen.findByText('Go on without encryption?')).toBeTruthy();
  });

  it('that leads to another one is not followed, and says so', async () => {
    await open('first-run');
    type('Server address', 'moved.example.org');
    expect(
      await screen.findByText(
        'This address leads to \u2066cloud.example.net:8443\u2069. If that is your server, type its address instead.',
      ),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
  });

  it('can be tried again', async () => {
    const app = await open('first-run');
    type('Server address', 'nobody.example.org');
    await screen.findByText(/^Nothing answers there/);
    jest.spyOn(app.ports.account, 'findServer').mockResolvedValueOnce({
      kind: 'keepsake',
      version: '1.3.1',
      url: 'https://nobody.example.org',
      awaitsFirstAccount: false,
      isUnencrypted: false,
    });
    await press('Try again');
    expect(await screen.findByText('Found Keepsake 1.3')).toBeTruthy();
  });
});

describe('signing in', () => {
  it('says what is missing, and what is wrong, and goes on when it is right', async () => {
    const app = await open('first-run');
    await goTo(2);
    // It can be typed at once.
    expect(screen.getByLabelText('Email').props).toMatchObject({ autoFocus: true });
    await press('Sign in');
    expect(screen.getByText(/^Enter an email address/)).toBeTruthy();
    expect(screen.getByText('Enter a password.')).toBeTruthy();
    type('Email', 'ada@example.org');
    type('Password', 'wrong');
    await press('Sign in');
    expect(await screen.findByText(/^Email or password is not right/)).toBeTruthy();
    type('Password', 'right');
    expect(screen.queryByText(/^Email or password is not right/)).toBeNull();
    await press('Sign in');
    await waitFor(() => expect(pathname()).toBe('/welcome/albums'));
    expect(app.account.current().kind).toBe('signed-in');
  });

  it('works with an API key', async () => {
    const app = await open('first-run');
    const signIn = jest.spyOn(app.ports.account, 'signIn');
    await goTo(2, 'immich.photos.example.org');
    fireEvent.press(screen.getByRole('radio', { name: 'API key' }));
    expect(screen.getByText(/^In Immich/)).toBeTruthy();
    type('API key', ' secret ');
    await press('Sign in');
    await waitFor(() => expect(pathname()).toBe('/welcome/albums'));
    expect(signIn).toHaveBeenCalledWith('https://immich.photos.example.org', {
      kind: 'api-key',
      secret: 'secret',
    });
  });

  it('makes the first account of a new server', async () => {
    const app = await open('first-run');
    const signIn = jest.spyOn(app.ports.account, 'signIn');
    await goTo(2, 'new.photos.example.org');
    expect(screen.getByRole('heading', { name: 'Make the first account' })).toBeTruthy();
    type('Your name', 'Ada');
    type('Email', 'ada@example.org');
    expect(screen.getByText('At least 8 characters.')).toBeTruthy();
    expect(screen.getByLabelText('Your name').props).toMatchObject({ autoFocus: true });
    type('Password', 'seven77');
    await press('Make account');
    expect(await screen.findByText(/^This password is too short/)).toBeTruthy();
    expect(screen.queryByText('At least 8 characters.')).toBeNull();
    expect(signIn).not.toHaveBeenCalled();
    type('Password', 'refused by it');
    await press('Make account');
    expect(await screen.findByText('It says: password is among the most common')).toBeTruthy();
    type('Password', 'long enough');
    await press('Make account');
    await waitFor(() => expect(pathname()).toBe('/welcome/albums'));
    expect(signIn).toHaveBeenLastCalledWith('https://new.photos.example.org', {
      kind: 'first-account',
      name: 'Ada',
      email: 'ada@example.org',
      password: 'long enough',
    });
  });

  it('says that the server did not answer', async () => {
    const app = await open('first-run');
    await goTo(2);
    jest.spyOn(app.ports.account, 'signIn').mockRejectedValueOnce(new BackupError('network', 'ECONNRESET'));
    type('Email', 'ada@example.org');
    type('Password', 'right');
    await press('Sign in');
    expect(await screen.findByText(/^The server did not answer/)).toBeTruthy();
  });

  it.each([
    ['the agent refuses it', new CallRefused('400'), /^The server does not accept this/],
    [
      'the server refuses it',
      new BackupError('forbidden', 'The account is disabled'),
      /account is disabled$/,
    ],
    ['the link breaks in this moment', new LinkLost('gone'), /^That did not work/],
    ['nobody knows why', new TypeError('x'), /^That did not work/],
  ])('is never silent: %s', async (_why, error, words) => {
    const app = await open('first-run');
    await goTo(2);
    jest.spyOn(app.ports.account, 'signIn').mockRejectedValueOnce(error);
    type('Email', 'ada@example.org');
    type('Password', 'x'.repeat(1024));
    await press('Sign in');
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says of what is too long how long it may be, and does not send it', async () => {
    const app = await open('first-run');
    const signIn = jest.spyOn(app.ports.account, 'signIn');
    await goTo(2);
    type('Email', `${'a'.repeat(320)}@example.org`);
    type('Password', 'x'.repeat(3000));
    await press('Sign in');
    expect(screen.getByText(/at most 1,024 characters/)).toBeTruthy();
    expect(screen.getByText(/at most 320 characters/)).toBeTruthy();
    expect(signIn).not.toHaveBeenCalled();
  });

  it('again, when it has ended, asks for the password alone and loses nothing', async () => {
    const app = await open('expired', { at: 'welcome/sign-in' });
    expect(await screen.findByRole('heading', { name: 'Sign in again' })).toBeTruthy();
    expect(screen.getByLabelText('Email').props).toMatchObject({ value: 'ada@example.org' });
    expect(screen.getByLabelText('Password').props).toMatchObject({ autoFocus: true });
    type('Password', 'right');
    await press('Sign in');
    await waitFor(() => expect(pathname()).toBe('/'));
    const { statistics } = await app.world.engine.readStatus();
    expect(statistics.candidates).toMatchObject({ backedUpCount: 24, waitingCount: 0 });
  });

  it('goes to the server that is known when one was signed out, with a way to another one', async () => {
    const app = await open('complete', { at: 'settings' });
    await press('Sign out');
    fireEvent.press((await screen.findAllByRole('button', { name: 'Sign out' })).at(-1) as never);
    const [signIn] = await screen.findAllByRole('link', { name: 'Sign in' });
    fireEvent.press(signIn as never);
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(pathname()).toBe('/welcome/sign-in');
    expect(screen.queryByText(/^Step/)).toBeNull();
    expect(screen.getByText(/photos\.example\.org/)).toBeTruthy();
    await press('Change');
    expect(await screen.findByRole('heading', { name: 'Which server?' })).toBeTruthy();
    expect(screen.queryByText(/^Step/)).toBeNull();
    expect(screen.getByLabelText('Server address').props).toMatchObject({
      value: 'https://photos.example.org',
    });
    await press('Continue');
    expect(await screen.findAllByLabelText('Password')).toHaveLength(1);
    type('Email', 'ada@example.org');
    type('Password', 'right');
    await press('Sign in');
    await waitFor(() => expect(app.account.current().kind).toBe('signed-in'));
    await waitFor(() => expect(pathname()).toBe('/'));
  });

  it('leaves nothing behind when another address is taken', async () => {
    await open('first-run');
    await goTo(2, 'new.photos.example.org');
    type('Your name', 'Ada');
    await press('Change');
    expect(pathname()).toBe('/welcome');
    await press('Continue');
    expect(await screen.findAllByLabelText('Your name', HIDDEN_TOO)).toHaveLength(1);
    expect(screen.getByLabelText('Your name').props).toMatchObject({ value: 'Ada' });
  });

  it('is not asked twice', async () => {
    await open('first-run');
    await goTo(3);
    await press('Back');
    expect(await screen.findByText('You are signed in as Ada.')).toBeTruthy();
    await press('Continue');
    expect(pathname()).toBe('/welcome/albums');
  });
});

describe('what to keep safe', () => {
  it('is everything, less what is left out, with the result in numbers', async () => {
    const app = await open('first-run');
    await goTo(3);
    expect(await screen.findByText(/^84 photos will be backed up/)).toBeTruthy();
    fireEvent.press(await screen.findByRole('checkbox', { name: 'Screenshots. 60 photos' }));
    expect(await screen.findByText(/^24 photos will be backed up.* 60 will not\.$/)).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const albums = await app.world.engine.listAlbums();
    expect(
      albums.filter(({ choice }) => choice !== 'none').map(({ name, choice }) => [name, choice]),
    ).toEqual(expect.arrayContaining([['Screenshots', 'excluded']]));
    expect(albums.find(({ kind }) => kind === 'everything')?.choice).toBe('selected');
  });

  it('may be some albums, at least one', async () => {
    const app = await open('first-run');
    await goTo(3);
    fireEvent.press(await screen.findByRole('radio', { name: /^Only some albums/ }));
    expect(await screen.findByText('Choose at least one album.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue', disabled: true })).toBeTruthy();
    fireEvent.press(screen.getByRole('checkbox', { name: /^Camera/ }));
    expect(await screen.findByText(/^24 photos will be backed up/)).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const chosen = (await app.world.engine.listAlbums()).filter(({ choice }) => choice === 'selected');
    expect(chosen.map(({ name }) => name)).toEqual(['Camera']);
  });

  it('asks for access first', async () => {
    const app = await open('first-run-without-access');
    await goTo(3);
    expect(screen.getByText('May Keepsake see your photos?')).toBeTruthy();
    await press('Allow access');
    expect(await screen.findByRole('checkbox', { name: /^Camera/ })).toBeTruthy();
    expect(app.access.current()).toEqual({ kind: 'photos', granted: 'all' });
  });

  it('says that it could not be saved, and keeps the choice', async () => {
    const app = await open('first-run');
    await goTo(3);
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Screenshots/ }));
    const failing = jest
      .spyOn(app.world.engine, 'chooseAlbums')
      .mockRejectedValueOnce(new BackupError('ledger-unavailable', 'full'));
    await press('Continue');
    expect(await screen.findByText(/^Your choice could not be saved/)).toBeTruthy();
    expect(failing).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('checkbox', { name: /^Screenshots/, checked: true })).toBeTruthy();
  });

  it('is the folder for pictures on a computer, less its screenshots, without reading anything', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    expect(await screen.findByText('Folders to back up')).toBeTruthy();
    expect(await screen.findByText('353 photos will be backed up, 918 MB.')).toBeTruthy();
    fireEvent.press(screen.getByRole('checkbox', { name: 'Screenshots. 60 photos', checked: false }));
    expect(await screen.findByText('293 photos will be backed up, 864 MB. 60 will not.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    const choiceOf = async (name: string) =>
      (await app.world.engine.listAlbums()).find((album) => album.name === name)?.choice;
    expect([await choiceOf('Screenshots'), await choiceOf('Camera')]).toEqual(['excluded', 'none']);
    expect((await app.world.engine.readStatus()).statistics.candidates.totalCount).toBe(24);
    // Whoever changes their mind has them all.
    await press('Back');
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Screenshots/, checked: true }));
    await press('Continue');
    await waitFor(async () => expect(await choiceOf('Screenshots')).toBe('none'));
  });

  it('may be any folder, with one touch, and says what lies in each', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    await screen.findByText('353 photos will be backed up, 918 MB.');
    expect(await screen.findByText('More than 10,000 photos')).toBeTruthy();
    await press('Add Archive');
    expect(await screen.findByText('More than 10,353 photos will be backed up.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    expect(app.access.current()).toMatchObject({
      folders: [{ path: '/disks/ada/Pictures' }, { path: '/media/ada/Archive' }],
    });
  });

  it('says that it counts, and offers no folder for pictures that holds none', async () => {
    const app = await open('first-run-computer');
    const { promise, resolve } = Promise.withResolvers<never>();
    jest.spyOn(app.ports.device, 'countPhotos').mockReturnValue(promise);
    await goTo(3);
    expect((await screen.findAllByText('Counting the photos…')).length).toBeGreaterThan(0);
    resolve({ photoCount: 0, sizeBytes: 0, isMore: false, screenshots: [] } as never);
    expect((await screen.findAllByText('No photos')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Folders to back up')).toBeNull();
    await press('Add Pictures');
    expect(await screen.findByText(/^There are no photos in there yet/)).toBeTruthy();
  });

  it('is folders on a computer', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    // The system's own, without a word.
    await press(/^Leave out .*Pictures/);
    expect(screen.getByText('Add at least one folder.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue', disabled: true })).toBeTruthy();
    await press(/^Pictures/);
    await press(/^Phone/);
    await press('Add');
    expect(await screen.findByText('275 photos will be backed up, 715 MB.')).toBeTruthy();
    await press('Up one folder');
    await screen.findByRole('button', { name: 'Add 2024' });
    // That of the folder itself, above those of the folders in it.
    const [whole] = screen.getAllByRole('button', { name: 'Add' });
    fireEvent.press(whole as never);
    expect(await screen.findByText('353 photos will be backed up, 918 MB.')).toBeTruthy();
    await press('Continue');
    await waitFor(() => expect(pathname()).toBe('/welcome/begin'));
    expect(app.access.current()).toEqual({
      kind: 'folders',
      folders: [{ path: '/disks/ada/Pictures', isThere: true }],
    });
    expect(await screen.findByText(/^84 photos are chosen/)).toBeTruthy();
  });
});

describe('the first backup', () => {
  it('begins, with what it may use, and the first run is over', async () => {
    const app = await open('first-run');
    await goTo(4);
    expect(await screen.findByText(/^84 photos are chosen/)).toBeTruthy();
    expect(screen.getByText(/photos\.example\.org.*, as Ada$/)).toBeTruthy();
    fireEvent.press(await screen.findByRole('switch', { name: /^Use Wi-Fi only/, checked: true }));
    await waitFor(async () => expect((await app.world.engine.readSettings()).requireUnmetered).toBe(false));
    await press('Begin the first backup');
    await waitFor(() => expect(pathname()).toBe('/'));
    expect(app.ports.preferences.state.current().isFirstRunOver).toBe(true);
    await waitFor(() => expect(app.world.remote.assets).toHaveLength(84), { timeout: 5_000 });
  });

  it('goes back step by step, and keeps what was said', async () => {
    await open('first-run');
    await goTo(3);
    fireEvent.press(await screen.findByRole('checkbox', { name: /^Screenshots/ }));
    await press('Continue');
    await screen.findByText('Step 4 of 4');
    await press('Back');
    expect(pathname()).toBe('/welcome/albums');
    expect(screen.getByRole('checkbox', { name: /^Screenshots/, checked: true })).toBeTruthy();
    await press('Back');
    await press('Back');
    expect(pathname()).toBe('/welcome');
    expect(screen.getByLabelText('Server address').props).toMatchObject({ value: 'photos.example.org' });
  });

  it('forgets nothing when the page is loaded anew', async () => {
    const app = await open('first-run-computer');
    await goTo(3);
    await press(/^Leave out .*Pictures/);
    await press(/^Pictures/);
    await press('Add Phone');
    screen.unmount();
    renderApp(app, SCREENS, '/welcome/albums');
    expect(await screen.findByRole('button', { name: /^Leave out .*Phone$/ })).toBeTruthy();
    screen.unmount();
    renderApp(app, SCREENS, '/welcome');
    expect((await screen.findByLabelText('Server address')).props).toMatchObject({
      value: 'photos.example.org',
    });
  });

  it.each(['welcome/albums', 'welcome/begin', 'welcome/sign-in'] as const)(
    'begins at the beginning when %s is opened by its address',
    async (at) => {
      await open('first-run', { at });
      expect(pathname()).toBe('/welcome');
    },
  );

  it.each([
    ['de', 'Willkommen bei Keepsake', 'Keepsake 1.2 gefunden', 'Adresse des Servers'],
    ['ar', 'أهلًا بك في Keepsake', 'عُثر على Keepsake 1.2', 'عنوان الخادم'],
  ])('speaks %s', async (language, title, found, label) => {
    await open('first-run', { language });
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    type(label, 'photos.example.org');
    expect(await screen.findByText(found)).toBeTruthy();
  });
});
