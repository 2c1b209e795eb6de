import { createHash } from 'node:crypto';
import type { SeededRandom } from '../seeded-random.ts';
import type { Operation } from './described-api.ts';
import type { RandomValues } from './random-values.ts';

const BOUNDARY = 'fuzz';
const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'XYZ',
] as const;

/** A request before it is written down. */
export interface Draft {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** A request for an operation, well formed as a whole; what is in it may be anything. */
export function makeRequest(
  operation: Operation,
  login: readonly (readonly [string, string])[],
  random: SeededRandom,
  values: RandomValues,
): Draft {
  const path = operation.path.replace(/\{[^}]*\}/g, () => encode(values.id()));
  const query = operation.queryNames
    .filter(() => random.chance(0.7))
    .map((name) => `${name}=${encode(random.chance(0.5) ? String(random.chance(0.5)) : values.id())}`);
  if (random.chance(0.03)) query.push(`${encode(values.text())}=${encode(values.text())}`);
  const { type, body, extra } = makeBody(operation, random, values);
  const headers: [string, string][] = [
    ['host', '127.0.0.1'],
    ...login.map(([name, value]): [string, string] => [name, value]),
    ...extra,
  ];
  if (type !== undefined) headers.push(['content-type', random.chance(0.03) ? values.text() : type]);
  if (random.chance(0.1))
    headers.push([
      'range',
      random.pick([
        'bytes=0-',
        'bytes=-1',
        'bytes=9-1',
        'bytes=a-b',
        'x=1',
        'bytes=0-0,2-3',
        `bytes=${'9'.repeat(40)}-`,
      ]),
    ]);
  if (random.chance(0.05)) headers.push(['if-none-match', values.text()], ['if-range', values.text()]);
  const address = `10.0.${random.between(0, 255)}.${random.between(0, 255)}`;
  headers.push(['x-forwarded-for', random.chance(0.95) ? address : values.text()]);
  if (random.chance(0.05)) headers.push(['expect', random.pick(['100-continue', 'nonsense'])]);
  if (random.chance(0.05)) headers.push([`x-${random.between(1, 99)}`, values.text()]);
  return {
    method: random.chance(0.03) ? random.pick(METHODS) : operation.method,
    target: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers,
    body,
  };
}

interface MadeBody {
  readonly type: string | undefined;
  readonly body: Buffer;
  readonly extra: readonly [string, string][];
}

function makeBody(operation: Operation, random: SeededRandom, values: RandomValues): MadeBody {
  if (operation.path.startsWith('/api/uploads')) return makeResumable(operation, random, values);
  if (operation.body?.mediaType === 'multipart/form-data')
    return makeMultipart(operation.body.schema.properties ?? {}, random, values);
  if (operation.body === undefined) return { type: undefined, body: Buffer.alloc(0), extra: [] };
  const text = JSON.stringify(values.value(operation.body.schema)) ?? 'null';
  return { type: 'application/json', body: Buffer.from(text), extra: [] };
}

function makeMultipart(
  properties: Readonly<Record<string, { readonly format?: string }>>,
  random: SeededRandom,
  values: RandomValues,
): MadeBody {
  const names = Object.keys(properties).filter(() => random.chance(0.7));
  if (random.chance(0.05)) names.push(values.text());
  if (random.chance(0.05)) names.push(random.pick(Object.keys(properties)));
  let file = Buffer.alloc(0);
  const parts = names.flatMap((name) => {
    if (properties[name]?.format !== 'binary') {
      const value = String(
        /At$/.test(name) && random.chance(0.9) ? '2024-05-06T07:08:09.000Z' : values.value(properties[name]),
      );
      return [
        Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
      ];
    }
    file = Buffer.from(values.text().repeat(random.between(0, 3)));
    const fileName = random.chance(0.8)
      ? random.pick(['a.jpg', 'b.mov', 'c.HEIC', 'd.xmp', 'e.mp4'])
      : values.text();
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n\r\n`;
    return [Buffer.from(head), file, Buffer.from('\r\n')];
  });
  const extra: [string, string][] = random.chance(0.2)
    ? [
        [
          'x-immich-checksum',
          random.chance(0.5) ? createHash('sha1').update(file).digest('hex') : values.text(),
        ],
      ]
    : [];
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
    extra,
  };
}

function makeResumable(operation: Operation, random: SeededRandom, values: RandomValues): MadeBody {
  const body = Buffer.from(values.text());
  const asset = {
    fileName: random.pick(['a.jpg', 'b.mov', values.text()]),
    fileCreatedAt: '2024-05-06T07:08:09.000Z',
    fileModifiedAt: '2024-05-06T07:08:09.000Z',
    [values.text()]: values.text(),
  };
  const number = (): string => (random.chance(0.7) ? String(random.between(0, 60)) : values.text());
  const digest = createHash('sha1').update(body).digest('base64');
  const offered: [string, string][] = [
    ['upload-complete', random.pick(['?1', '?0', '?1', '?0', '1', 'true', '?2'])],
    ['upload-length', random.chance(0.7) ? String(body.length) : number()],
    ['upload-offset', number()],
    ['upload-draft-interop-version', random.pick(['8', '8', '3', values.text()])],
    ['repr-digest', random.pick([`sha=:${digest}:`, 'sha=:AAAA:', 'sha-256=:x:', values.text()])],
    ['content-digest', random.pick([`sha=:${digest}:`, 'sha-256=:AAAA:', values.text()])],
    [
      'x-keepsake-asset',
      random.chance(0.8) ? Buffer.from(JSON.stringify(asset)).toString('base64url') : values.text(),
    ],
  ];
  const extra = offered.filter(([name]) =>
    random.chance(name === 'upload-complete' || name === 'x-keepsake-asset' ? 0.95 : 0.4),
  );
  return {
    type: operation.method === 'PATCH' ? 'application/partial-upload' : 'application/octet-stream',
    body,
    extra,
  };
}

/** Percent-encoded as a client would, where it can be. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair.
    return '%ED%A0%80';
  }
}
