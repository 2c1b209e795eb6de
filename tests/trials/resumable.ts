import type { Account, Answer } from './account.ts';
import type { Original } from './original.ts';
import type { SeededRandom } from './seeded-random.ts';

const CAPTURED_AT = '2024-05-06T07:08:09.000Z';

/** Uploads a file resumably, in up to four requests of any length. */
export async function uploadResumably(
  account: Account,
  file: Original,
  random: SeededRandom,
): Promise<Answer> {
  const bytes = Buffer.concat([...file.read()].map((piece) => Buffer.from(piece)));
  const asset = { fileName: file.fileName, fileCreatedAt: CAPTURED_AT, fileModifiedAt: CAPTURED_AT };
  const cuts = Array.from({ length: random.between(0, 3) }, () => random.between(0, bytes.length));
  const ends = [...cuts.sort((a, b) => a - b), bytes.length];
  let location = '';
  let start = 0;
  let answer: Answer | undefined;
  for (const end of ends) {
    const isFirst = answer === undefined;
    const isLast = end === bytes.length;
    const part = bytes.subarray(start, end);
    const headers = {
      'content-length': String(part.length),
      'upload-complete': isLast ? '?1' : '?0',
      ...(isFirst
        ? {
            'upload-length': String(bytes.length),
            'x-keepsake-asset': Buffer.from(JSON.stringify(asset)).toString('base64url'),
          }
        : { 'content-type': 'application/partial-upload', 'upload-offset': String(start) }),
    };
    answer = await account.send(isFirst ? 'POST' : 'PATCH', isFirst ? '/uploads' : location, headers, [part]);
    if (isLast) return answer;
    if (answer.status !== 201 && answer.status !== 204) return answer;
    // Below /api, where the account puts it back.
    if (isFirst)
      location = new URL(String(answer.headers.location), 'http://x').pathname.replace(/^\/api/, '');
    start = end;
  }
  throw new Error('the last part is always sent');
}
