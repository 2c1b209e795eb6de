import { fireEvent } from '@testing-library/react-native';
import type { SimulatedApp } from './create-simulated-app.ts';
import { renderApp, screen } from './render-app.tsx';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { SettingsScreen } from '../src/screens/settings/SettingsScreen.tsx';
import { BeginScreen } from '../src/screens/welcome/BeginScreen.tsx';
import { FirstAlbumsScreen } from '../src/screens/welcome/FirstAlbumsScreen.tsx';
import { ServerScreen } from '../src/screens/welcome/ServerScreen.tsx';
import { SignInScreen } from '../src/screens/welcome/SignInScreen.tsx';

export const SCREENS = {
  welcome: ServerScreen,
  'welcome/sign-in': SignInScreen,
  'welcome/albums': FirstAlbumsScreen,
  'welcome/begin': BeginScreen,
  settings: SettingsScreen,
};

/** Opens the first run in a scenario, at one of its screens. */
export async function open(
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

/** Writes into a field. */
export const type = (label: string, text: string) => fireEvent.changeText(screen.getByLabelText(label), text);
/** Presses a button, as soon as it can be. */
export const press = async (name: string | RegExp) =>
  fireEvent.press(await screen.findByRole('button', { name, disabled: false }));

/** Goes on from the first step, as a person does. */
export async function goTo(step: 2 | 3 | 4, address = 'photos.example.org'): Promise<void> {
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
