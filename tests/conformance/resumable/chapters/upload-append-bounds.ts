import { claim, claimRefusal, claimSuccess, isRefusal, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';
import { readOffset } from '../wire/structured-fields.ts';
import { appendChunked } from './append-chunked.ts';

function tooMuch(trial: Trial): Uint8Array {
  return trial.subject.makeBody(trial.body.length - trial.sizes.part + 1);
}

export const uploadAppendBounds: Chapter = {
  section: '4.4.2',
  title: 'Upload Append beyond the length, and its progress',
  tests: [
    {
      name: 'sized content beyond the length is rejected',
      level: 'MUST',
      says: 'If the length is known, the server MUST prevent the offset from exceeding the upload length by rejecting the request once the offset exceeds the length',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await upload.append({
          offset: trial.sizes.part,
          complete: '?0',
          content: tooMuch(trial),
        });
        claimRefusal(answer, 'an append of one byte more than the length');
        const head = await upload.head();
        const told = readOffset(head.fields.get('upload-offset')) ?? 0;
        claim(!isSuccess(head) || told <= trial.body.length, `beyond ${trial.body.length}: ${show(head)}`);
      },
    },
    {
      name: 'unsized content beyond the length is rejected',
      level: 'MUST',
      says: 'It is not sufficient to rely on the Content-Length header field for enforcement because this header field might not be present',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await appendChunked(trial, upload, tooMuch(trial));
        claimRefusal(answer, 'an append in chunks of one byte more than the length');
      },
    },
    {
      name: 'an upload that exceeded its length is invalid',
      level: 'MUST',
      says: 'rejecting the request once the offset exceeds the length, marking the upload resource invalid and rejecting any further interaction with it',
      run: async (trial) => {
        const upload = await trial.begin();
        await appendChunked(trial, upload, tooMuch(trial));
        const head = await upload.head();
        claim(isRefusal(head), `HEAD after the length was exceeded was answered ${show(head)}`);
        claimRefusal(await upload.finish(trial.sizes.part), 'an append after the length was exceeded');
      },
    },
    {
      name: 'progress is told by 104',
      level: 'SHOULD',
      says: 'the server SHOULD send interim responses with a 104 status code and the Upload-Offset header field set to the current offset',
      run: async (trial) => {
        const told = await readProgress(trial);
        claim(
          told.length > 0,
          'no 104 with Upload-Offset came while the content was sent and the rest held back',
        );
        const offsets = told.map(({ fields }) => readOffset(fields.get('upload-offset')) ?? 0);
        const isRising = offsets.every((now, index) => now >= (offsets[index - 1] ?? 0));
        claim(
          isRising && (offsets[0] ?? 0) < trial.body.length && (offsets.at(-1) ?? 0) <= trial.body.length,
          `told ${offsets.join(', ')} of ${trial.body.length} bytes, the last of which was held back`,
        );
      },
    },
    {
      name: 'progress has no Location',
      level: 'MUST NOT',
      says: 'These interim responses MUST NOT include the Location header field',
      run: async (trial) => {
        const told = await readProgress(trial);
        if (told.length === 0) throw new NotOffered('interim-responses', 'no 104 told progress');
        const wrong = told.find(({ fields }) => fields.has('location'));
        claim(wrong === undefined, `a 104 of an append has a Location: ${wrong && show(wrong)}`);
      },
    },
  ],
};

/** The 104s of an append, which waits with its last byte until one came that tells an offset. */
async function readProgress(trial: Trial): Promise<readonly Answer[]> {
  const { part } = trial.sizes;
  const upload = await trial.begin();
  const exchange = upload.openAppend({
    offset: part,
    complete: '?1',
    changes: { 'Content-Length': String(trial.body.length - part) },
  });
  exchange.write(trial.body.subarray(part, -1));
  await exchange.untilInterim(({ status, fields }) => status === 104 && fields.has('upload-offset'));
  exchange.write(trial.body.subarray(-1));
  claimSuccess(await trial.answerOf(exchange, 'an append that paused'), 'an append that paused');
  return exchange.interim.filter(({ status }) => status === 104);
}
