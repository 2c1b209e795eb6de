import { expect, it } from 'vitest';
import { whoReaches } from './who-reaches.ts';

const shared = { netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null };
const INTERFACES = {
  lo: [{ ...shared, address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
  eth0: [
    { ...shared, address: '192.168.1.20', family: 'IPv4' as const, internal: false },
    { ...shared, address: 'fe80::1', family: 'IPv6' as const, internal: false, scopeid: 2 },
  ],
};

it.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('says that %s is for this computer alone', (host) => {
  expect(whoReaches({ host, port: 2283 }, INTERFACES)).toMatch(
    /^Only this computer .* KEEPSAKE_HOST=0\.0\.0\.0 .*\n$/,
  );
});

it.each(['0.0.0.0', '::'])('tells the addresses in the network of one that listens on %s', (host) => {
  expect(whoReaches({ host, port: 2283 }, INTERFACES)).toBe('In your network: http://192.168.1.20:2283\n');
  expect(whoReaches({ host, port: 2283 }, { lo: INTERFACES.lo })).toBe('');
});

it('adds nothing to an address of the network', () => {
  expect(whoReaches({ host: '192.168.1.20', port: 2283 }, INTERFACES)).toBe('');
});
