import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, waitFor } from '@testing-library/react-native';
import { DeviceEventEmitter } from 'react-native';
import { pathname, renderApp, screen } from '../../../simulated/render-app.tsx';
import type { ServerFound } from '../../controller/account.ts';
import { SCREENS, goTo, open, press, type } from '../../../simulated/walk-welcome.ts';

const FOUND: ServerFound = {
  kind: 'keepsake',
  version: '1.3.1',
  url: 'https://nobody.example.org',
  awaitsFirstAccount: false,
  isUnencrypted: false,
};

/** As Enter does on a keyboard, and the key of the one on the glass. */
const enter = () => fireEvent(screen.getByLabelText('Server address'), 'submitEditing');

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

  it.each([
    [
      'hello world',
      'en',
      'This is not the address of a server. One looks like photos.example.org or 192.168.1.20:2283.',
    ],
    [
      'ftp://photos.example.org',
      'en',
      'This is not the address of a server. One looks like photos.example.org or 192.168.1.20:2283.',
    ],
    [
      'hello world',
      'de',
      'Das ist keine Adresse eines Servers. Eine sieht aus wie photos.example.org oder 192.168.1.20:2283.',
    ],
  ])(
    'that is none is called so after Enter, and not while it is typed: %s, %s',
    async (text, language, words) => {
      await open('first-run', { language });
      const field = () => screen.getByLabelText(language === 'de' ? 'Adresse des Servers' : 'Server address');
      fireEvent.changeText(field(), text);
      expect(await screen.findByText(/^(An address looks|Eine Adresse sieht)/)).toBeTruthy();
      expect(screen.queryByText(words)).toBeNull();
      fireEvent(field(), 'submitEditing');
      expect(await screen.findByText(words)).toBeTruthy();
      expect(pathname()).toBe('/welcome');
      fireEvent.changeText(field(), `${text}!`);
      await waitFor(() => expect(screen.queryByText(words)).toBeNull());
    },
  );

  it('that was typed gives way to that of the server that one signed in to', async () => {
    const app = await open('first-run');
    await goTo(3);
    screen.unmount();
    renderApp(app, SCREENS, '/welcome');
    const field = await screen.findByLabelText('Server address');
    expect(field.props).toMatchObject({ value: 'https://photos.example.org' });
    // And what is typed after that is kept again.
    type('Server address', 'other.example.org');
    screen.unmount();
    renderApp(app, SCREENS, '/welcome');
    expect((await screen.findByLabelText('Server address')).props).toMatchObject({
      value: 'other.example.org',
    });
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

  it.each([
    ['Enter', enter],
    ['Continue', () => press('Continue')],
  ])('is gone on with once it is found, when %s is pressed before', async (_what, wish) => {
    const app = await open('first-run');
    const find = jest.spyOn(app.ports.account, 'findServer');
    const { promise, resolve } = Promise.withResolvers<ServerFound>();
    find.mockReturnValue(promise);
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
    type('Server address', 'photos.example.org');
    await wish();
    expect(await screen.findByRole('button', { name: 'Continue', busy: true })).toBeTruthy();
    expect(screen.getByText('Looking for a server…')).toBeTruthy();
    expect(pathname()).toBe('/welcome');
    resolve(FOUND);
    expect(await screen.findByLabelText('Password')).toBeTruthy();
    expect(find.mock.calls.filter(([address]) => address === 'photos.example.org')).toHaveLength(1);
    // Whoever comes back goes on when they say so.
    await press('Back');
    expect(pathname()).toBe('/welcome');
    expect(await screen.findByRole('button', { name: 'Continue', busy: false })).toBeEnabled();
  });

  it('is not gone on with once it is another one, nor when none was found', async () => {
    const app = await open('first-run');
    type('Server address', 'photos.example.or');
    enter();
    type('Server address', 'photos.example.org');
    expect(await screen.findByText('Found Keepsake 1.2')).toBeTruthy();
    type('Server address', 'nobody.example.org');
    enter();
    await screen.findByText(/^Nothing answers there/);
    expect(screen.getByRole('button', { name: 'Continue', busy: false })).toBeDisabled();
    jest.spyOn(app.ports.account, 'findServer').mockResolvedValueOnce(FOUND);
    await press('Try again');
    expect(await screen.findByText('Found Keepsake 1.3')).toBeTruthy();
    expect(pathname()).toBe('/welcome');
  });

  it('without encryption is asked about, when Enter is pressed before it is found', async () => {
    await open('first-run');
    type('Server address', 'http://photos.example.org');
    enter();
    expect(await screen.findByText('Go on without encryption?')).toBeTruthy();
    expect(pathname()).toBe('/welcome');
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

  it('whose certificate is not trusted here says so, and is looked for again when asked', async () => {
    const app = await open('first-run');
    type('Server address', 'own-certificate.example.org');
    expect(
      await screen.findByText(/^This device does not trust the certificate of this server/),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
    jest.spyOn(app.ports.account, 'findServer').mockResolvedValueOnce(FOUND);
    await press('Try again');
    expect(await screen.findByText('Found Keepsake 1.3')).toBeTruthy();
  });

  it('leaves what leads on above the keyboard of a phone', async () => {
    await open('first-run');
    const step = screen.root.find(({ type, props }) => String(type) === 'View' && props['role'] === 'main');
    fireEvent(step, 'layout', {
      persist: () => undefined,
      nativeEvent: { layout: { x: 0, y: 0, width: 390, height: 844 } },
    });
    act(() => {
      DeviceEventEmitter.emit('keyboardWillShow', {
        duration: 0,
        easing: 'keyboard',
        endCoordinates: { screenX: 0, screenY: 544, width: 390, height: 300 },
      });
    });
    await waitFor(() => expect(step).toHaveStyle({ paddingBottom: 300 }));
  });

  it('can be tried again', async () => {
    const app = await open('first-run');
    type('Server address', 'nobody.example.org');
    await screen.findByText(/^Nothing answers there/);
    jest.spyOn(app.ports.account, 'findServer').mockResolvedValueOnce(FOUND);
    await press('Try again');
    expect(await screen.findByText('Found Keepsake 1.3')).toBeTruthy();
  });
});
