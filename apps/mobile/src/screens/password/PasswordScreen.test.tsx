import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, waitFor } from '@testing-library/react-native';
import { BackupError } from '@keepsake/engine';
import type { SimulatedApp } from '../../../simulated/create-simulated-app.ts';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import { SCENARIOS, type Scenario } from '../../../simulated/scenarios.ts';
import type { PasswordChange } from '../../controller/account.ts';
import { CallRefused, LinkLost } from '../../controller/agent-link.ts';
import { BackupScreen } from '../backup/BackupScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { PasswordScreen } from './PasswordScreen.tsx';

const NEXT = 'one of my own';
const HINT = 'The administrator chose your password. Choose one of your own.';

async function openAt(path: string, scenario: Scenario = 'complete'): Promise<SimulatedApp> {
  const app = await SCENARIOS[scenario](6);
  app.ports.preferences.change({ language: 'en', isFirstRunOver: true });
  renderApp(app, { index: BackupScreen, settings: SettingsScreen, password: PasswordScreen }, path);
  return app;
}

async function open(scenario: Scenario = 'complete'): Promise<SimulatedApp> {
  const app = await openAt('/password', scenario);
  await screen.findByLabelText('Present password');
  return app;
}

const button = () => screen.getByRole('button', { name: 'Change password' });
const type = (label: string, text: string): void => {
  fireEvent.changeText(screen.getByLabelText(label), text);
};
const fill = (present: string, next = NEXT, again = next): void => {
  type('Present password', present);
  type('New password', next);
  type('New password again', again);
};
const valueOf = (label: string): unknown => screen.getByLabelText(label).props['value'];
const send = async (): Promise<void> => {
  await act(async () => fireEvent.press(button()));
};

describe('changing the password', () => {
  it('is offered in Settings to whoever is signed in, and leads back there', async () => {
    const app = await openAt('/settings');
    fireEvent.press(await screen.findByText('Change password…'));
    await waitFor(() => expect(pathname()).toBe('/password'));
    expect(screen.getByText(/ada@example\.org.*photos\.example\.org/)).toBeTruthy();
    fill('correct horse');
    await send();
    expect(await screen.findByText('Your password is changed')).toBeTruthy();
    expect(screen.getByText(/must sign in again\. You stay signed in here\.$/)).toBeTruthy();
    expect(app.password.current).toBe(NEXT);
    expect(app.account.current().kind).toBe('signed-in');
    fireEvent.press(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(pathname()).toBe('/settings'));
  });

  it('is not offered to whoever has to sign in again', async () => {
    await openAt('/settings', 'expired');
    expect(await screen.findByText('Sign in again')).toBeTruthy();
    expect(screen.queryByText('Change password…')).toBeNull();
  });

  it('says what is missing and what cannot be, before anything is sent', async () => {
    const app = await open();
    await send();
    for (const words of [/^Enter the password that you have/, 'Enter a new password.', /once more\.$/])
      expect(screen.getByText(words)).toBeTruthy();
    fill('correct horse', 'seven77');
    expect(screen.getByText('This password is too short. It needs at least 8 characters.')).toBeTruthy();
    fill('correct horse', 'x'.repeat(1025));
    expect(screen.getByText('This is too long. There may be at most 1,024 characters.')).toBeTruthy();
    fill('correct horse', 'correct horse');
    expect(screen.getByText('This is the password that you have now. Choose another one.')).toBeTruthy();
    fill('correct horse', NEXT, 'one of my ow');
    expect(screen.getByText('This is not the same as the new password.')).toBeTruthy();
    await send();
    expect(app.password.asked).toBe(0);
    type('New password again', NEXT);
    await send();
    expect(app.password.current).toBe(NEXT);
  });

  it('says at its field that the present one is wrong, until it is changed', async () => {
    const app = await open();
    fill('wrong');
    await send();
    expect(screen.getByText('This is not your present password. Nothing was changed.')).toBeTruthy();
    expect(valueOf('New password')).toBe(NEXT);
    type('Present password', 'correct horse');
    expect(screen.queryByText(/not your present password/)).toBeNull();
    await send();
    expect(app.password.current).toBe(NEXT);
  });

  it.each<[PasswordChange, RegExp]>([
    [{ kind: 'unanswered', isUnchanged: true }, /does not answer\. Your password is as it was/],
    [{ kind: 'unanswered', isUnchanged: false }, /not known whether your password was changed/],
    [
      { kind: 'too-many-tries', retryAfterMs: 30_000 },
      /too many tries\. For a while .*about 30 seconds left/,
    ],
    [{ kind: 'too-many-tries' }, /too many tries\. Try again in a few minutes/],
    [{ kind: 'not-allowed' }, /API key that may not change the password/],
    [{ kind: 'not-offered' }, /does not let the password be changed/],
    [{ kind: 'refused', detail: 'too common' }, /did not accept this\. Your password is as it was/],
  ])('says what is known after %j', async (outcome, words) => {
    const app = await open();
    app.password.answer = async () => outcome;
    fill('correct horse');
    await send();
    expect(await screen.findByText(words)).toBeTruthy();
    if (outcome.kind === 'refused') expect(screen.getByText('too common')).toBeTruthy();
    // What is of no use any more is forgotten.
    const isOver = ['not-allowed', 'not-offered'].includes(outcome.kind);
    expect(valueOf('Present password')).toBe(isOver ? '' : 'correct horse');
    // Whoever types on has read it.
    type('New password', 'x');
    expect(screen.queryByText(words)).toBeNull();
  });

  it('says that it was not changed where the sign-in turns out to have ended', async () => {
    const app = await open();
    app.password.answer = async () => ({ kind: 'signed-out' });
    fill('correct horse');
    await send();
    expect(await screen.findByText(/sign-in has ended\. Your password was not changed/)).toBeTruthy();
    expect(screen.getByText('The password can be changed once you are signed in again.')).toBeTruthy();
  });

  it('does not say that nothing was changed when the try before may have done it', async () => {
    const app = await open();
    app.password.answer = async () => ({ kind: 'unanswered', isUnchanged: false });
    fill('correct horse');
    await send();
    app.password.answer = undefined;
    app.password.current = NEXT;
    await send();
    expect(screen.getByText(/the new one is in force already\.$/)).toBeTruthy();
    expect(screen.queryByText(/Nothing was changed/)).toBeNull();
  });

  it.each([
    ['the link is lost', new LinkLost('gone'), /not known whether/],
    ['the agent fails', new BackupError('server-error', 'x'), /not known whether/],
    ['the agent does not take it', new CallRefused('400'), /did not accept this/],
  ])('says what is known when %s', async (_when, error, words) => {
    const app = await open();
    app.password.answer = () => Promise.reject(error);
    fill('correct horse');
    await send();
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('is asked for once, however often the button and Enter are pressed', async () => {
    const app = await open();
    let answer = (_outcome: PasswordChange): void => undefined;
    app.password.answer = () => new Promise((resolve) => (answer = resolve));
    fill('correct horse');
    await act(async () => {
      fireEvent.press(button());
      fireEvent(screen.getByLabelText('New password again'), 'submitEditing');
      fireEvent(screen.getByLabelText('New password again'), 'submitEditing');
    });
    expect(screen.getByRole('button', { name: 'Change password', busy: true })).toBeTruthy();
    expect(app.password.asked).toBe(1);
    await act(async () => answer({ kind: 'changed', hasEndedOthers: false }));
    expect(screen.getByText(/may have to sign in again/)).toBeTruthy();
  });

  it('tells password managers what is what, and hides what is typed', async () => {
    await open();
    expect(screen.getByLabelText('Present password').props).toMatchObject({
      autoComplete: 'current-password',
      autoFocus: true,
      secureTextEntry: true,
    });
    for (const label of ['New password', 'New password again'])
      expect(screen.getByLabelText(label).props).toMatchObject({
        autoComplete: 'new-password',
        secureTextEntry: true,
      });
    fireEvent.press(screen.getAllByRole('button', { name: 'Show what is typed' })[1] as never);
    expect(screen.getByLabelText('New password').props['secureTextEntry']).toBe(false);
    expect(screen.getByLabelText('Present password').props['secureTextEntry']).toBe(true);
  });

  it('keeps no word of it, neither in drafts nor in preferences', async () => {
    const app = await open();
    const keep = jest.spyOn(app.ports.drafts, 'keep');
    const change = jest.spyOn(app.ports.preferences, 'change');
    fill('correct horse');
    await send();
    await screen.findByText('Your password is changed');
    expect(JSON.stringify([keep.mock.calls, change.mock.calls])).not.toMatch(/horse|my own/);
    expect(pathname()).toBe('/password');
  });
});

describe('that the administrator chose the password', () => {
  it.each(['/', '/settings'])('is said at %s, and leads to where another is chosen', async (path) => {
    const app = await openAt(path, 'given-password');
    expect(await screen.findByText(HINT)).toBeTruthy();
    fireEvent.press(screen.getByText('Choose a password'));
    await waitFor(() => expect(pathname()).toBe('/password'));
    fill('correct horse');
    await send();
    fireEvent.press(await screen.findByRole('button', { name: 'Done' }));
    await waitFor(() => expect(pathname()).toBe(path));
    expect(screen.queryByText(HINT)).toBeNull();
    expect(app.world.engine.snapshot().lastOutcome).toEqual({ kind: 'completed' });
  });

  it('is not said to whoever chose it', async () => {
    await openAt('/settings');
    await screen.findByText('Change password…');
    expect(screen.queryByText(HINT)).toBeNull();
  });
});
