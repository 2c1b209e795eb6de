const ADDRESS =
  /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\]+)(:\d{1,9})?(\/[^\s?#\\]*)?(?:[?#]\S*)?$/i;
const LAST_PORT = 65_535;

/** What a person typed, taken apart. */
export type TypedAddress =
  | {
      readonly kind: 'address';
      /** What they may mean, best first. */
      readonly urls: readonly string[];
    }
  /** It would be one, but no machine has this port. */
  | { readonly kind: 'impossible-port' }
  | { readonly kind: 'none' };

/** Takes what a person typed for an address. Pure. */
export function readAddress(typed: string): TypedAddress {
  const match = ADDRESS.exec(typed.trim());
  if (match === null) return { kind: 'none' };
  const port = match[3] === undefined ? undefined : Number(match[3].slice(1));
  if (port !== undefined && (port < 1 || port > LAST_PORT)) return { kind: 'impossible-port' };
  return { kind: 'address', urls: addressesOf(match) };
}

/** The same machine and port without what follows them; undefined: nothing does. */
export function bareOf(url: string): string | undefined {
  const bare = /^https?:\/\/[^/]+/.exec(url)?.[0];
  return bare === url ? undefined : bare;
}

/** The same machine and port without encryption; undefined: there is none already. */
export function withoutEncryption(url: string): string | undefined {
  return url.startsWith('https://') ? `http://${url.slice('https://'.length)}` : undefined;
}

/**
 * The addresses that a person may mean, best first: `nas`, `photos.example.org/`, `https://example.org/photos/api`.
 * Without a scheme it is https, never http by itself: whoever can block https would get the password. Only this computer
 * and the home network, which rarely have certificates, are tried with http first. Who typed http may have meant https all
 * the same: that is asked where nothing keeps photos without it, at the port that was typed, or at its own.
 */
function addressesOf([, scheme, host = '', port = '', path = '']: RegExpExecArray): readonly string[] {
  const machine = host.toLowerCase();
  const rest = path.replace(/\/+$/, '').replace(/\/api$/, '');
  const isPlainFirst = scheme === undefined ? isNearby(machine) : scheme.toLowerCase() === 'http';
  const secure = `https://${machine}${isPlainFirst && port === ':80' ? '' : port}${rest}`;
  return isPlainFirst ? [`http://${machine}${port}${rest}`, secure] : [secure];
}

/** True of this computer and of addresses that only a home network or a private tunnel knows. */
function isNearby(host: string): boolean {
  if (/^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/.test(host)) return true;
  const [a = 0, b = 0] = host.split('.').map(Number);
  if (/^\d+(\.\d+){3}$/.test(host)) {
    return (
      a === 127 ||
      a === 10 ||
      (a === 192 && b === 168) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b < 128)
    );
  }
  return !host.includes('.') || /\.(local|localhost|lan|internal|home\.arpa|fritz\.box)$/.test(host);
}
