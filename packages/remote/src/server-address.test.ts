import { describe, expect, it } from 'vitest';
import { addressesOf } from './server-address.ts';

describe('addressesOf', () => {
  it.each([
    ['https://photos.example.org', ['https://photos.example.org']],
    ['HTTP://Photos.Example.org/API', ['http://photos.example.org/API']],
    [' photos.example.org/api/ ', ['https://photos.example.org']],
    ['example.org/photos/', ['https://example.org/photos']],
    ['localhost:2283', ['http://localhost:2283', 'https://localhost:2283']],
    ['192.168.1.20:2283/api', ['http://192.168.1.20:2283', 'https://192.168.1.20:2283']],
    ['172.32.0.1', ['https://172.32.0.1']],
    ['[::1]:2283', ['http://[::1]:2283', 'https://[::1]:2283']],
    ['nas', ['http://nas', 'https://nas']],
    ['nas.local', ['http://nas.local', 'https://nas.local']],
    ['münchen.example', ['https://münchen.example']],
  ])('[E1] takes %j for %j', (typed, addresses) => {
    expect(addressesOf(typed)).toEqual(addresses);
  });

  it.each([
    '',
    'ftp://example.org',
    'user:secret@example.org',
    'two words',
    'https://',
    'a/b?c',
    'javascript:alert(1)',
  ])('[E1] takes %j for no address', (typed) => {
    expect(addressesOf(typed)).toEqual([]);
  });
});
