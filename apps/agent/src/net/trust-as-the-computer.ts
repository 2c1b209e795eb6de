import { getCACertificates, setDefaultCACertificates } from 'node:tls';

let isDone = false;

/**
 * From now on this process trusts, over https, the authorities that this computer trusts, too, and not only those that came with
 * Node: whoever has a server at home may be an authority of their own. Once; the system's list takes some time to read.
 */
export function trustAsTheComputer(): void {
  if (isDone) return;
  isDone = true;
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
