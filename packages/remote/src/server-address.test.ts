import { describe, expect, it } from 'vitest';
import { bareOf, readAddress } from './server-address.ts';

describe('readAddress', () => {
  it.each([
    ['https://photos.example.org', ['https://photos.example.org']],
    ['HTTP://Photos.Example.org/API', ['http://photos.example.org/API', 'https://photos.example.org/API']],
    [' photos.example.org/api/ ', ['https://photos.example.org']],
    ['example.org/photos/', ['https://example.org/photos']],
    ['localhost:2283', ['http://localhost:2283', 'https://localhost:2283']],
    ['192.168.1.20:2283/api', ['http://192.168.1.20:2283', 'https://192.168.1.20:2283']],
    ['172.32.0.1', ['https://172.32.0.1']],
    ['[::1]:2283', ['http://[::1]:2283', 'https://[::1]:2283']],
    ['nas', ['http://nas', 'https://nas']],
    ['nas.local', ['http://nas.local', 'https://nas.local']],
    ['https://nas.lan/photos?at=1#x', ['https://nas.lan/photos']],
    ['http://nas:8443/api', ['http://nas:8443', 'https://nas:8443']],
    ['http://nas:80/x', ['http://nas:80/x', 'https://nas/x']],
    ['https://nas:80', ['https://nas:80']],
    ['https://nas:65535', ['https://nas:65535']],
    ['münchen.example', ['https://münchen.example']],
  ])('[E1] takes %j for %j', (typed, addresses) => {
    expect(readAddress(typed)).toEqual({ kind: 'address', urls: addresses });
  });

  it.each(['nas:0', 'http://nas:65536/photos', '[::1]:99999', 'nas:123456'])(
    '[E1] knows that no machine has the port of %j',
    (typed) => {
      expect(readAddress(typed)).toEqual({ kind: 'impossible-port' });
    },
  );

  it('keeps machine and port alone', () => {
    expect(bareOf('https://nas:2283/photos/x')).toBe('https://nas:2283');
    expect(bareOf('https://nas:2283')).toBeUndefined();
  });

  it.each([
    '',
    'ftp://example.org',
    'user:secret@example.org',
    'two words',
    'https://',
    'javascript:alert(1)',
  ])('[E1] takes %j for no address', (typed) => {
    expect(readAddress(typed)).toEqual({ kind: 'none' });
  });
});
