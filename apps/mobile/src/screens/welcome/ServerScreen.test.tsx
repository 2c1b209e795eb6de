import { describe, expect, it, jest } from '@jest/globals';
import { pathname, screen } from '../../../simulated/render-app.tsx';
import { open, press, type } from '../../../simulated/walk-welcome.ts';

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
