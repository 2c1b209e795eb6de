import type { Trial } from '../suite/trial.ts';
import type { Upload } from '../suite/upload.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';
import { chunk, LAST_CHUNK } from '../wire/exchange.ts';

/** An append whose length is not told; it is sent in two pieces. */
export async function appendChunked(trial: Trial, upload: Upload, content: Uint8Array): Promise<Answer> {
  const exchange = upload.openAppend({
    offset: trial.sizes.part,
    complete: '?0',
    changes: { 'Transfer-Encoding': 'chunked' },
  });
  const middle = content.length >> 1;
  exchange.write(chunk(content.subarray(0, middle)));
  exchange.write(chunk(content.subarray(middle)));
  exchange.write(LAST_CHUNK);
  const answer = await trial.answerOf(exchange, 'an append in chunks');
  if (answer.status === 411)
    throw new NotOffered('chunked-content', 'content without Content-Length is refused by 411');
  return answer;
}
