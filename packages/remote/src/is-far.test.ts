import { expect, it } from 'vitest';
import { isUnencryptedFar } from './is-far.ts';

it('asks about http to a machine that is not in this house, and about no other', () => {
  const far = [
    'http://photos.example.org',
    'http://8.8.8.8:2283',
    'http://172.32.0.1',
    'http://[2001:db8::1]:80',
    'http://192.169.1.1',
  ];
  const near = [
    'http://localhost:2283',
    'http://127.0.0.1',
    'http://192.168.1.20/photos',
    'http://10.1.2.3',
    'http://172.31.9.9',
    'http://[::1]',
    'http://[fd00::5]',
    'http://nas',
    'http://nas.local',
    'http://NAS.fritz.home.arpa',
  ];
  const safe = ['https://photos.example.org', 'https://8.8.8.8'];
  expect(far.filter((url) => !isUnencryptedFar(url))).toEqual([]);
  expect([...near, ...safe].filter(isUnencryptedFar)).toEqual([]);
});
