import { describe, expect, it } from '@jest/globals';
import { fireEvent, waitFor } from '@testing-library/react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import { SCREENS, goTo, open, press, type } from '../../../simulated/walk-welcome.ts';

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
      value: 'https://photos.example.org',
    });
  });

  it.each(['welcome/albums', 'welcome/begin', 'welcome/sign-in'] as const)(
    'begins at the beginning when %s is opened by its address',
    async (at) => {
      await open('first-run', { at });
      expect(pathname()).toBe('/welcome');
    },
  );

  it.each(['welcome/albums', 'welcome/begin'] as const)(
    'begins at the beginning when %s is opened while it cannot be read who is signed in',
    async (at) => {
      await open('sign-in-unreadable', { at });
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
