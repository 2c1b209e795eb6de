import { claim, claimSuccess, isSuccess, readLimits, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Upload } from '../suite/upload.ts';
import type { Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';
import type { Answer } from '../wire/answer-reader.ts';
import { readBoolean, readOffset } from '../wire/structured-fields.ts';

/** HEAD of an upload in progress; it is the first that fails when there is no offset retrieval. */
async function headOf(upload: Upload): Promise<Answer> {
  const answer = await upload.head();
  claimSuccess(answer, 'HEAD of an upload');
  return answer;
}

/** HEAD of a completed upload, where the server still knows it. */
async function headOfCompleted(trial: Trial): Promise<Answer> {
  const upload = await trial.begin();
  claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
  const answer = await upload.head();
  if (!isSuccess(answer))
    throw new NotOffered('completed-uploads', `HEAD of a completed upload was answered ${show(answer)}`);
  return answer;
}

export const offsetRetrieval: Chapter = {
  section: '4.3.2',
  title: 'Offset Retrieval',
  tests: [
    {
      name: 'has Upload-Offset',
      level: 'MUST',
      says: 'A successful response to a HEAD request against an upload resource MUST include the offset in the Upload-Offset header field',
      run: async (trial) => {
        const answer = await headOf(await trial.begin());
        const told = readOffset(answer.fields.get('upload-offset'));
        claim(told === trial.sizes.part, `${trial.sizes.part} bytes were acknowledged: ${show(answer)}`);
      },
    },
    {
      name: 'has Upload-Complete',
      level: 'MUST',
      says: 'MUST include the completeness state in the Upload-Complete header field',
      run: async (trial) => {
        const answer = await headOf(await trial.begin());
        const told = readBoolean(answer.fields.get('upload-complete'));
        claim(told === false, `an upload in progress: ${show(answer)}`);
      },
    },
    {
      name: 'tells that an upload is complete',
      level: 'MUST',
      says: 'MUST include the completeness state in the Upload-Complete header field',
      run: async (trial) => {
        const answer = await headOfCompleted(trial);
        const isComplete = readBoolean(answer.fields.get('upload-complete'));
        const told = readOffset(answer.fields.get('upload-offset'));
        claim(isComplete === true && told === trial.body.length, `a completed upload: ${show(answer)}`);
      },
    },
    {
      name: 'has Upload-Length',
      level: 'MUST',
      says: 'MUST include the length in the Upload-Length header field, unless the client has not supplied one',
      run: async (trial) => {
        const answer = await headOf(await trial.begin());
        const told = readOffset(answer.fields.get('upload-length'));
        claim(told === trial.body.length, `Upload-Length was ${trial.body.length}: ${show(answer)}`);
      },
    },
    {
      name: 'has Upload-Limit',
      level: 'MUST',
      says: 'MUST indicate the limits in the Upload-Limit header field',
      run: async (trial) => {
        const answer = await headOf(await trial.begin());
        if (trial.subject.limits.size === 0) throw new NotOffered('limits', 'no limits are announced');
        claim(readLimits(answer) !== undefined, `limits exist, but not in ${show(answer)}`);
      },
    },
    {
      name: 'is not cached',
      level: 'SHOULD',
      says: 'SHOULD include the Cache-Control header field with the value no-store to prevent HTTP caching',
      run: async (trial) => {
        const answer = await headOf(await trial.begin());
        const value = answer.fields.get('cache-control') ?? '(none)';
        claim(/(?:^|,)\s*no-store\s*(?:,|$)/i.test(value), `Cache-Control: ${value}`);
      },
    },
    {
      name: 'is not redirected by 301 or 302',
      level: 'SHOULD NOT',
      says: 'The resource SHOULD NOT generate a response with the 301 (Moved Permanently) and 302 (Found) status codes',
      run: async (trial) => {
        const answer = await (await trial.begin()).head();
        claim(![301, 302].includes(answer.status), `answered ${show(answer)}`);
      },
    },
  ],
};
