import { BlockList, isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

const THIS_COMPUTER = new BlockList();
THIS_COMPUTER.addSubnet('127.0.0.0', 8, 'ipv4');
THIS_COMPUTER.addAddress('::1', 'ipv6');

export interface Listening {
  /** As it was set. */
  readonly host: string;
  readonly port: number;
}

/** One line on who can reach a server, and by which addresses; empty where its own address says all. Pure. */
export function whoReaches(
  { host, port }: Listening,
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): string {
  const kind = isIP(host);
  if (host === 'localhost' || (kind !== 0 && THIS_COMPUTER.check(host, kind === 4 ? 'ipv4' : 'ipv6')))
    return 'Only this computer can reach it; with KEEPSAKE_HOST=0.0.0.0 the others of your network can, too.\n';
  if (host !== '0.0.0.0' && host !== '::') return '';
  const urls = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `http://${address}:${port}`);
  return urls.length === 0 ? '' : `In your network: ${urls.join(', ')}\n`;
}
