import { expect, it } from '@jest/globals';
import { act, cleanup } from '@testing-library/react-native';
import { renderApp, screen } from '../../../simulated/render-app.tsx';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import { QuickSettings } from './QuickSettings.tsx';

it.each<[Scenario, readonly string[]]>([
  ['from-the-cloud', ['Background backup', 'Use Wi-Fi only', 'Require charging', 'Ignore iCloud assets']],
  // An Android phone has no iCloud.
  ['complete', ['Background backup', 'Use Wi-Fi only', 'Require charging']],
  ['computer', ['Background backup', 'Use Wi-Fi only', 'Require charging']],
])('are those that mean something on this device (%s)', async (scenario, names) => {
  const app = await SCENARIOS[scenario](6);
  app.ports.preferences.change({ language: 'en' });
  await app.world.engine.changeSettings({ ignoreIcloudAssets: true });
  renderApp(app, { index: QuickSettings });
  const switches = await screen.findAllByRole('switch');
  expect(switches.map(({ props }) => String(props['aria-label'] ?? props['accessibilityLabel']))).toEqual(
    names.map((name) => expect.stringMatching(new RegExp(`^${name}`))),
  );
  // What is not shown stays as it was.
  expect((await app.world.engine.readSettings()).ignoreIcloudAssets).toBe(true);
});

it.each<[Scenario, RegExp]>([
  ['complete', /^Background backup\. On, but the phone does not start Keepsake by itself/],
  [
    'from-the-cloud',
    /^Background backup\. On, but the iPhone does not start Keepsake .*Background App Refresh/,
  ],
])(
  'say where the system wakes nobody for what is switched on, and are calm of what is off (%s)',
  async (scenario, words) => {
    const app = await SCENARIOS[scenario](6);
    app.ports.preferences.change({ language: 'en', isFirstRunOver: true });
    renderApp(app, { index: QuickSettings });
    const asWished = /^Background backup\. New photos are backed up by themselves/;
    expect(await screen.findByRole('switch', { name: asWished })).toBeTruthy();
    act(() => app.isWoken.set(false));
    expect(screen.getByRole('switch', { name: words })).toBeTruthy();
    act(() => app.isWoken.set(true));
    expect(screen.getByRole('switch', { name: asWished })).toBeTruthy();
    cleanup();
    await app.world.engine.changeSettings({ backgroundBackup: false });
    app.isWoken.set(false);
    renderApp(app, { index: QuickSettings });
    expect(
      await screen.findByRole('switch', { name: /^Background backup\. Photos are backed up only when/ }),
    ).toBeTruthy();
  },
);
