import { describe, expect, it, jest } from '@jest/globals';
import { BackupError } from '@keepsake/engine';
import { act, fireEvent, waitFor } from '@testing-library/react-native';
import { router } from 'expo-router';
import { pathname, screen } from '../../../simulated/render-app.tsx';
import { CallRefused, LinkLost } from '../../controller/agent-link.ts';
import { goTo, open, press, type } from '../../../simulated/walk-welcome.ts';

/** Screens below the one that is seen, too. */
const HIDDEN_TOO = { includeHiddenElements: true };

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
    expect(await screen.findByText('password is among the most common')).toBeTruthy();
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
    [30_000, /^There were too many tries\. For a while even the right password is refused: about 30 seconds/],
    [undefined, /^There were too many tries\. Try again in a few minutes/],
  ])(
    'says after too many tries for how long even the right words are refused: %s',
    async (retryAfterMs, words) => {
      const app = await open('first-run');
      await goTo(2);
      const outcome = { kind: 'too-many-tries', retryAfterMs } as const;
      jest.spyOn(app.ports.account, 'signIn').mockResolvedValueOnce(outcome);
      type('Email', 'ada@example.org');
      type('Password', 'right');
      await press('Sign in');
      expect(await screen.findByText(words)).toBeTruthy();
    },
  );

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
    // As when the session ended: the password alone is asked for.
    expect((await screen.findByLabelText('Email')).props).toMatchObject({ value: 'ada@example.org' });
    expect(screen.getByLabelText('Password').props).toMatchObject({ value: '', autoFocus: true });
    await press('Change');
    expect(await screen.findByRole('heading', { name: 'Which server?' })).toBeTruthy();
    expect(screen.queryByText(/^Step/)).toBeNull();
    expect(screen.getByLabelText('Server address').props).toMatchObject({
      value: 'https://photos.example.org',
    });
    await press('Continue');
    expect(await screen.findAllByLabelText('Password')).toHaveLength(1);
    type('Password', 'right');
    await press('Sign in');
    await waitFor(() => expect(app.account.current().kind).toBe('signed-in'));
    await waitFor(() => expect(pathname()).toBe('/'));
  });

  it('offers the email that is known where it is known alone, and what was typed where it was typed', async () => {
    const app = await open('complete', { at: 'settings' });
    await app.ports.account.signOut({ forgetsLedger: false });
    const [signIn] = await screen.findAllByRole('link', { name: 'Sign in' });
    fireEvent.press(signIn as never);
    const email = async () => (await screen.findByLabelText('Email')).props as object;
    expect(await email()).toMatchObject({ value: 'ada@example.org' });
    const goToServer = async (address: string) => {
      await press('Change');
      type('Server address', address);
      await press('Continue');
    };
    await goToServer('other.photos.example.org');
    expect(await email()).toMatchObject({ value: '', autoFocus: true });
    type('Email', 'elsewhere@example.org');
    await goToServer('https://photos.example.org');
    expect(await email()).toMatchObject({ value: 'ada@example.org' });
    await goToServer('other.photos.example.org');
    expect(await email()).toMatchObject({ value: 'elsewhere@example.org' });
  });

  it('offers to whoever signed out the email that they signed in with, not the one that they had typed', async () => {
    const app = await open('complete', { at: 'settings' });
    const { account, preferences } = app.ports;
    preferences.change({ isFirstRunOver: true });
    await account.signOut({ forgetsLedger: false });
    fireEvent.press((await screen.findAllByRole('link', { name: 'Sign in' }))[0] as never);
    await screen.findByLabelText('Email');
    type('Email', 'ADA@example.org');
    type('Password', 'right');
    await press('Sign in');
    await waitFor(() => expect(pathname()).toBe('/'));
    await account.signOut({ forgetsLedger: false });
    act(() => {
      router.navigate('/welcome/sign-in');
    });
    expect((await screen.findByLabelText('Email')).props).toMatchObject({ value: 'ada@example.org' });
  });

  it('keeps what is typed while the server is asked for once more', async () => {
    const app = await open('first-run');
    await goTo(2);
    const email = screen.getByLabelText('Email');
    type('Email', 'ada@example.org');
    const ask = jest.spyOn(app.ports.account, 'findServer').mockReturnValue(new Promise(() => {}));
    await act(async () => {
      app.link.set({ kind: 'lost', sinceMs: 0 });
      app.link.set({ kind: 'connected' });
    });
    await waitFor(() => expect(ask).toHaveBeenCalled());
    // The same field: one that is drawn anew takes the cursor from whoever types.
    expect(screen.getByLabelText('Email')).toBe(email);
    expect(email.props).toMatchObject({ value: 'ada@example.org' });
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
