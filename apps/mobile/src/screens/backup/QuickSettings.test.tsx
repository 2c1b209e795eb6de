import { expect, it } from '@jest/globals';
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
