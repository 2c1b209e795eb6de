/**
 * The addresses that a person may mean, best first: `nas`, `photos.example.org/`, `https://example.org/photos/api`.
 * Without a scheme it is https, never http by itself: whoever can block https would get the password. Only this computer
 * and the home network, which rarely have certificates, are tried with http first.
 * Nothing: the text is no address.
 */
export function addressesOf(typed: string): readonly string[] {
  const match = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\]+)(:\d{1,5})?(\/[^\s?#\\]*)?$/i.exec(
    typed.trim(),
  );
  if (match === null) return [];
  const [, scheme, host = '', port = '', path = ''] = match;
  const rest = `${host.toLowerCase()}${port}${path.replace(/\/+$/, '').replace(/\/api$/, '')}`;
  if (scheme !== undefined) return [`${scheme.toLowerCase()}://${rest}`];
  const schemes = isNearby(host.toLowerCase()) ? ['http', 'https'] : ['https'];
  return schemes.map((each) => `${each}://${rest}`);
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
