import { claim, claimRefusal, claimSuccess, isRefusal, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';

export const uploadCancellation: Chapter = {
  section: '4.5.2',
  title: 'Upload Cancellation',
  tests: [
    {
      name: 'deactivates the upload resource',
      level: 'SHOULD',
      says: 'Upon receiving a DELETE request, the server SHOULD deactivate the upload resource',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.cancel(), 'DELETE of an upload');
        const head = await upload.head();
        claim(isRefusal(head), `HEAD after DELETE was answered ${show(head)}`);
        claimRefusal(await upload.finish(trial.sizes.part), 'an append after DELETE');
      },
    },
    {
      name: 'terminates requests in flight',
      level: 'SHOULD',
      says: 'The server SHOULD terminate any in-flight requests to the upload resource before sending the response',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const stalled = upload.openAppend({
          offset: part,
          complete: '?1',
          changes: { 'Content-Length': String(trial.body.length - part) },
        });
        stalled.write(trial.parts(2).subarray(part));
        claimSuccess(await upload.cancel(), 'DELETE while an append is in flight');
        claim(await stalled.untilClosed(), 'the append in flight was left open after the answer to DELETE');
      },
    },
    {
      name: 'is not redirected by 301 or 302',
      level: 'SHOULD NOT',
      says: 'The server SHOULD NOT generate a response with the 301 (Moved Permanently) and 302 (Found) status codes',
      run: async (trial) => {
        const answer = await (await trial.begin()).cancel();
        claim(![301, 302].includes(answer.status), `answered ${show(answer)}`);
      },
    },
  ],
};
