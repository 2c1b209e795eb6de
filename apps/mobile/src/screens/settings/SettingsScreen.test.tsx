import { describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, waitFor } from '@testing-library/react-native';
import { Share } from 'react-native';
import { BackupError, type Settings } from '@keepsake/engine';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { SettingsScreen } from './SettingsScreen.tsx';

async function open(scenario: Scenario = 'complete', language = 'en'): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](6);
  app.ports.preferences.change({ language, isFirstRunOver: true });
  renderApp(app, { settings: SettingsScreen });
  await screen.findAllByRole('switch');
  return app;
}

const press = (role: string, name: RegExp | string) => fireEvent.press(screen.getByRole(role, { name }));
const saved = async (app: SimulatedApp): Promise<Settings> => app.world.engine.readSettings();

describe('Settings', () => {
  it.each([
    ['en', /^Language/, 'Close'],
    ['de', /^Sprache/, 'Schließen'],
    ['ar', /^اللغة/, 'إغلاق'],
  ])('is left by what is around a question, which says so in %s', async (language, name, close) => {
    await open('complete', language);
    press('button', name);
    fireEvent.press(await screen.findByRole('button', { name: close }));
    await waitFor(() => expect(screen.queryByRole('radiogroup', { name })).toBeNull());
  });

  it('says that another reading direction needs a restart, and restarts', async () => {
    await open('complete');
    const reload = jest.spyOn(globalThis.expo, 'reloadAppAsync').mockResolvedValue();
    press('button', /^Language/);
    fireEvent.press(await screen.findByRole('radio', { name: 'Deutsch' }));
    expect(await screen.findByText('Diese App')).toBeTruthy();
    expect(screen.queryByText(/neu startet/)).toBeNull();

    press('button', /^Sprache/);
    fireEvent.press(await screen.findByRole('radio', { name: 'العربية' }));
    expect(await screen.findByText('يتغيّر اتجاه القراءة عند إعادة تشغيل Keepsake.')).toBeTruthy();
    expect(reload).not.toHaveBeenCalled();
    press('button', 'إعادة التشغيل الآن');
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('shares what went on where the phone keeps it, and offers no log elsewhere', async () => {
    const app = await SCENARIOS.complete(6);
    app.ports.preferences.change({ language: 'en', isFirstRunOver: true });
    const share = jest.spyOn(Share, 'share').mockResolvedValue({ action: 'sharedAction' });
    const { device } = app.ports;
    renderApp(
      { ...app, ports: { ...app.ports, device: { ...device, readLog: () => 'what went on' } } },
      { settings: SettingsScreen },
    );
    await screen.findAllByRole('switch');
    press('button', 'Share the log');
    expect(share).toHaveBeenCalledWith({ message: 'what went on' });
    cleanup();
    await open();
    expect(screen.queryByText('Share the log')).toBeNull();
  });

  it.each<[RegExp, keyof Settings, boolean]>([
    [/^Background backup/, 'backgroundBackup', false],
    [/^Use Wi-Fi only/, 'requireUnmetered', false],
    [/^Require charging/, 'requireCharging', true],
    [/^Mobile data for photos/, 'useCellularForUploadPhotos', true],
    [/^Mobile data for videos/, 'useCellularForUploadVideos', true],
    [/^Ignore iCloud assets/, 'ignoreIcloudAssets', true],
    [/^Album sync/, 'syncAlbums', true],
  ])('%s changes %s at once, and for good', async (name, setting, isOn) => {
    // What is in iCloud alone an iPhone has.
    const app = await open(setting === 'ignoreIcloudAssets' ? 'from-the-cloud' : 'complete');
    press('switch', name);
    expect(await screen.findByRole('switch', { name, checked: isOn })).toBeTruthy();
    await waitFor(async () => expect((await saved(app))[setting]).toBe(isOn));
  });

  it('offers to leave out what is in iCloud alone where that can be', async () => {
    const app = await open('computer');
    expect(screen.queryByRole('switch', { name: /iCloud/ })).toBeNull();
    act(() => app.hasCloudOriginals.set(true));
    expect(screen.getByRole('switch', { name: /^Ignore iCloud assets/, checked: false })).toBeTruthy();
  });

  it('says where the system wakes nobody for backups in the background', async () => {
    const app = await open();
    act(() => app.isWoken.set(false));
    expect(screen.getByRole('switch', { name: /^Background backup. On, but the phone/ })).toBeTruthy();
  });

  it('puts back what could not be changed, and says so', async () => {
    const app = await open();
    jest
      .spyOn(app.world.engine, 'changeSettings')
      .mockRejectedValueOnce(new BackupError('ledger-unavailable', 'full'));
    press('switch', /^Album sync/);
    expect(await screen.findByText(/^This could not be changed/)).toBeTruthy();
    expect(await screen.findByRole('switch', { name: /^Album sync/, checked: false })).toBeTruthy();
    press('switch', /^Album sync/);
    await waitFor(() => expect(screen.queryByText(/^This could not be changed/)).toBeNull());
    await waitFor(async () => expect((await saved(app)).syncAlbums).toBe(true));
  });

  it('says what mobile data comes to beside Wi-Fi only', async () => {
    await open();
    press('switch', /^Mobile data for photos/);
    expect(await screen.findByText(/^Only when you start a backup yourself/)).toBeTruthy();
    press('switch', /^Use Wi-Fi only/);
    expect(await screen.findByText('Photos go over mobile data, too.')).toBeTruthy();
  });

  it('counts every step of quick fingers, from one to ten', async () => {
    const app = await open();
    for (const count of ['5', '6', '7']) {
      press('button', 'One more at once');
      expect(await screen.findByText(count)).toBeTruthy();
    }
    expect(screen.getByText(/^Fills a fast connection/)).toBeTruthy();
    await waitFor(async () => expect((await saved(app)).parallelUploads).toBe(7));
    for (const count of ['8', '9', '10']) {
      press('button', 'One more at once');
      expect(await screen.findByText(count)).toBeTruthy();
    }
    expect(screen.getByRole('button', { name: 'One more at once', disabled: true })).toBeTruthy();
    await waitFor(async () => expect((await saved(app)).parallelUploads).toBe(10));
  });

  it('takes another order', async () => {
    const app = await open();
    press('button', /^Order\. Newest first/);
    fireEvent.press(await screen.findByRole('radio', { name: /^Photos before videos/ }));
    expect(await screen.findByRole('button', { name: /^Order\. Photos before videos/ })).toBeTruthy();
    await waitFor(async () => expect((await saved(app)).order).toBe('photos-before-videos'));
  });

  it('[A12] takes a cut-off date, and no day that is none', async () => {
    const app = await open();
    press('button', /^From when on\. Any time/);
    fireEvent.press(await screen.findByRole('radio', { name: 'From a date on' }));
    const fill = (label: string, text: string) => fireEvent.changeText(screen.getByLabelText(label), text);
    fill('Day', '30');
    fill('Month', '2');
    fill('Year', '2024');
    expect(screen.getByText('There is no such day.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save', disabled: true })).toBeTruthy();
    fill('Day', '29');
    press('button', 'Save');
    expect(await screen.findByText('Photos from before Feb 29, 2024 are left alone.')).toBeTruthy();
    await waitFor(async () => expect((await saved(app)).cutOffAtMs).toBe(new Date(2024, 1, 29).getTime()));
    press('button', /^From when on\. Feb 29/);
    fireEvent.press(await screen.findByRole('radio', { name: 'All, however old' }));
    press('button', 'Save');
    await waitFor(async () => expect((await saved(app)).cutOffAtMs).toBeNull());
  });

  it('speaks another language at once', async () => {
    await open();
    press('button', /^Language/);
    fireEvent.press(await screen.findByRole('radio', { name: 'Deutsch' }));
    expect(await screen.findByRole('heading', { name: 'Einstellungen' })).toBeTruthy();
  });

  it('takes another appearance', async () => {
    const app = await open();
    press('button', /^Appearance/);
    fireEvent.press(await screen.findByRole('radio', { name: 'Dark' }));
    expect(await screen.findByText('Always dark.')).toBeTruthy();
    expect(app.ports.preferences.state.current().theme).toBe('dark');
  });
});

describe('the account', () => {
  it('is signed out of, and what is known is kept', async () => {
    const app = await open();
    const signOut = jest.spyOn(app.ports.account, 'signOut');
    expect(screen.getByText('ada@example.org')).toBeTruthy();
    press('button', 'Sign out');
    expect(await screen.findByText(/^Backups stop/)).toBeTruthy();
    expect(signOut).not.toHaveBeenCalled();
    const [, confirm] = screen.getAllByRole('button', { name: 'Sign out' });
    if (confirm === undefined) throw new Error('the question has no button');
    fireEvent.press(confirm);
    expect(await screen.findByText(/^Nobody is signed in/)).toBeTruthy();
    expect(signOut).toHaveBeenCalledWith({ forgetsLedger: false });
    expect(app.ports.preferences.state.current().isFirstRunOver).toBe(true);
  });

  it('is signed out of and forgotten: the first run begins anew', async () => {
    const app = await open();
    const signOut = jest.spyOn(app.ports.account, 'signOut');
    press('button', 'Sign out');
    fireEvent.press(await screen.findByRole('radio', { name: /^Forget everything here/ }));
    const [, confirm] = screen.getAllByRole('button', { name: 'Sign out' });
    if (confirm === undefined) throw new Error('the question has no button');
    fireEvent.press(confirm);
    await waitFor(() => expect(pathname()).toBe('/welcome'));
    expect(signOut).toHaveBeenCalledWith({ forgetsLedger: true });
    expect(app.ports.preferences.state.current().isFirstRunOver).toBe(false);
  });

  it('that was signed out of can be forgotten later, after a question', async () => {
    const app = await open('signed-out');
    const signOut = jest.spyOn(app.ports.account, 'signOut').mockRejectedValueOnce(new TypeError('x'));
    press('button', 'Forget everything here');
    expect(await screen.findByText('Forget everything here?')).toBeTruthy();
    const confirm = () => {
      const [, button] = screen.getAllByRole('button', { name: 'Forget everything here' });
      if (button === undefined) throw new Error('the question has no button');
      fireEvent.press(button);
    };
    expect(signOut).not.toHaveBeenCalled();
    confirm();
    expect(await screen.findByText(/^This could not be forgotten/)).toBeTruthy();
    confirm();
    await waitFor(() => expect(pathname()).toBe('/welcome'));
    expect(signOut).toHaveBeenLastCalledWith({ forgetsLedger: true });
    expect(app.ports.preferences.state.current().isFirstRunOver).toBe(false);
  });

  it('of which nothing is known has nothing to forget', async () => {
    await open('first-run');
    expect(screen.getByText(/^Nobody is signed in/)).toBeTruthy();
    expect(screen.queryByText('Forget everything here')).toBeNull();
  });

  it('that has expired leads to signing in again', async () => {
    await open('expired');
    press('link', 'Sign in again');
    expect(pathname()).toBe('/welcome/sign-in');
  });
});

describe('the folders of a computer', () => {
  it('are there, with what is not connected, and can be left out after a question', async () => {
    const app = await open('computer');
    expect(screen.getByText(/^Not connected now/)).toBeTruthy();
    press('button', 'Leave out /media/ada/Archive');
    expect(await screen.findByText('Leave this folder out?')).toBeTruthy();
    press('button', 'Leave out');
    await waitFor(() =>
      expect(app.access.current()).toEqual({
        kind: 'folders',
        folders: [{ path: '/disks/ada/Pictures', isThere: true }],
      }),
    );
    fireEvent.press(await screen.findByRole('button', { name: 'Leave out /disks/ada/Pictures' }));
    expect(await screen.findByText(/^At least one folder/)).toBeTruthy();
  });

  it('become more', async () => {
    const app = await open('computer');
    press('button', 'Add a folder');
    fireEvent.press(await screen.findByRole('button', { name: /^ada/ }));
    fireEvent.press(await screen.findByRole('button', { name: /^Documents/ }));
    fireEvent.press(await screen.findByRole('button', { name: 'Add' }));
    await waitFor(() =>
      expect(app.access.current()).toMatchObject({
        folders: [
          { path: '/disks/ada/Pictures' },
          { path: '/media/ada/Archive' },
          { path: '/disks/ada/Documents' },
        ],
      }),
    );
    expect(await screen.findByRole('button', { name: 'Add a folder' })).toBeTruthy();
  });
});
