import { gzipSync } from 'node:zlib';
import { claim, claimSuccess, isRefusal, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import { NotOffered } from '../suite/verdicts.ts';
import { appendChunked } from './append-chunked.ts';

export const contentCodings: Chapter = {
  section: '8',
  title: 'Content Codings',
  tests: [
    {
      name: 'the offset counts coded bytes',
      level: 'states',
      says: 'both the client and the server always compute the values for Upload-Offset and optionally Upload-Length on the content coded data',
      run: async (trial) => {
        const coded = gzipSync(trial.body);
        const part = coded.subarray(0, trial.sizes.part);
        const { answer } = await trial.create({
          complete: '?0',
          content: part,
          changes: { 'Content-Encoding': 'gzip', 'Upload-Length': String(coded.length) },
        });
        if (isRefusal(answer))
          throw new NotOffered('content-codings', `Content-Encoding: gzip was answered ${show(answer)}`);
        claimSuccess(answer, 'a creation with Content-Encoding: gzip');
        const state = await trial.uploadAt(answer).state();
        claim(state.offset === part.length, `${part.length} coded bytes were sent: ${show(state.answer)}`);
      },
    },
  ],
};

export const transferCodings: Chapter = {
  section: '9',
  title: 'Transfer Codings',
  tests: [
    {
      name: 'the offset counts decoded bytes',
      level: 'states',
      says: 'a server is responsible for transfer decoding the message before computing the upload offset',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await appendChunked(trial, upload, trial.parts(2).subarray(trial.sizes.part));
        claimSuccess(answer, 'an append in chunks');
        const { offset } = await upload.state();
        claim(offset === 2 * trial.sizes.part, `two parts were sent, the offset is ${offset}`);
      },
    },
  ],
};
