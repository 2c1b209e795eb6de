import { BlockList, isIP } from 'node:net';

/** Addresses of this machine and of the house that it is in. */
const NEAR = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  NEAR.addSubnet(network, prefix, 'ipv4');
}
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/** Names that only a house's own network knows. */
const HOUSE_NAME = /(?:^[^.]+|\.(?:local|lan|home|internal|home\.arpa|localhost))$/i;

/** Whether what is sent to a server goes through the world as anyone on the way can read it. */
export function isUnencryptedFar(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  if (protocol !== 'http:') return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version === 0) return !HOUSE_NAME.test(host);
  return !NEAR.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
