/** Networks of this machine and of the house that it is in: their first octets, and how many values the second one has. */
const NEAR: readonly (readonly [first: number, fromSecond: number, toSecond: number])[] = [
  [127, 0, 255],
  [10, 0, 255],
  [172, 16, 31],
  [192, 168, 168],
  [169, 254, 254],
];
/** The own machine, and those of a house: fc00::/7, fe80::/10. */
const NEAR_IPV6 = /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;
/** Names that only a house's own network knows. */
const HOUSE_NAME = /(?:^[^.]+|\.(?:local|lan|home|internal|home\.arpa|localhost))$/i;

/** Whether what is sent to a server goes through the world as anyone on the way can read it. */
export function isUnencryptedFar(serverUrl: string): boolean {
  const [, ipv6, name] = /^http:\/\/(?:\[([^\]]*)\]|([^/:?#]*))/i.exec(serverUrl) ?? [];
  if (ipv6 !== undefined) return !NEAR_IPV6.test(ipv6);
  if (name === undefined) return false;
  const ipv4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(name);
  if (ipv4 === null) return !HOUSE_NAME.test(name);
  const [first, second] = [Number(ipv4[1]), Number(ipv4[2])];
  return !NEAR.some(([octet, from, to]) => first === octet && second >= from && second <= to);
}
