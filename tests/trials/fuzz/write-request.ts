import type { SeededRandom } from '../seeded-random.ts';
import type { Draft } from './make-request.ts';

/**
 * Writes a request as bytes. About half the time something is done to it on the way that no client should do: a length
 * that is none, chunks that are none, a byte that is another, an end that comes early.
 */
export function writeRequest({ method, target, headers, body }: Draft, random: SeededRandom): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${oneLine(value, random)}`);
  const framing = random.next();
  let framed = body;
  if (framing < 0.85) lines.push(`content-length: ${body.length}`);
  else if (framing < 0.92) {
    lines.push('transfer-encoding: chunked');
    framed = chunked(body, random);
  } else if (framing < 0.98) {
    const lie = random.pick([
      '-1',
      '0',
      '1e9',
      '99999999999999999999',
      String(body.length + 7),
      String(body.length >> 1),
      'x',
    ]);
    lines.push(`content-length: ${lie}`);
  } else lines.push(`content-length: ${body.length}`, 'transfer-encoding: chunked');
  lines.push('connection: close');
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  return mutated(Buffer.concat([Buffer.from(head, 'utf8'), framed]), random);
}

/** A header's value may not break its line; a hostile client sends it nevertheless. */
function oneLine(value: string, random: SeededRandom): string {
  return random.chance(0.02) ? value : value.replace(/[\r\n\0]/g, ' ');
}

function chunked(body: Buffer, random: SeededRandom): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const size = random.between(1, body.length - at);
    const told = random.chance(0.05) ? random.pick(['', '-1', 'zz', 'ffffffffffff', '0']) : size.toString(16);
    parts.push(Buffer.from(`${told}\r\n`), body.subarray(at, at + size), Buffer.from('\r\n'));
    at += size;
  }
  if (random.chance(0.9)) parts.push(Buffer.from('0\r\n\r\n'));
  return Buffer.concat(parts);
}

function mutated(bytes: Buffer, random: SeededRandom): Buffer {
  let result = bytes;
  while (random.chance(0.3) && result.length > 0) {
    const at = random.between(0, result.length - 1);
    const length = random.between(1, Math.min(64, result.length - at));
    const [before, taken, after] = [
      result.subarray(0, at),
      result.subarray(at, at + length),
      result.subarray(at + length),
    ];
    switch (random.between(0, 4)) {
      case 0:
        result = Buffer.concat([
          before,
          Buffer.from(taken.map((byte) => byte ^ (1 << random.between(0, 7)))),
          after,
        ]);
        break;
      case 1:
        result = Buffer.concat([before, after]);
        break;
      case 2:
        result = Buffer.concat([before, taken, taken, after]);
        break;
      case 3:
        result = Buffer.concat([
          before,
          Buffer.from(random.pick(['\r\n', '\0', '"', '--fuzz', '{', '%', '\xff'])),
          taken,
          after,
        ]);
        break;
      default:
        result = before;
    }
  }
  return result;
}
