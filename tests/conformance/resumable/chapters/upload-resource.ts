import { claim, claimSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';

export const uploadResource: Chapter = {
  section: '4',
  title: 'Upload Resource',
  tests: [
    {
      name: 'stays available after completion',
      level: 'SHOULD',
      says: 'the server SHOULD keep the upload resource available for a reasonable amount of time after the upload is complete',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        const head = await upload.head();
        claimSuccess(head, 'HEAD of an upload that was just completed');
      },
    },
    {
      name: 'is unique',
      level: 'SHOULD',
      says: 'An upload resource SHOULD be unique. Reuse of a URI for a different upload resource SHOULD be avoided',
      run: async (trial) => {
        const first = await trial.begin();
        const second = await trial.begin();
        await first.cancel();
        const third = await trial.begin();
        const urls = [first, second, third].map(({ url }) => url.href);
        claim(new Set(urls).size === urls.length, `uploads share a URI: ${urls.join(', ')}`);
      },
    },
    {
      name: 'is specific to one upload',
      level: 'states',
      says: 'An upload resource is specific to the upload of one representation',
      run: async (trial) => {
        const first = await trial.begin();
        const second = await trial.begin();
        const content = trial.parts(2).subarray(trial.sizes.part);
        const append = await first.append({ offset: trial.sizes.part, complete: '?0', content });
        claimSuccess(append, 'an append');
        const { offset, answer } = await second.state();
        claim(offset === trial.sizes.part, `appending to one upload moved another: ${show(answer)}`);
      },
    },
  ],
};
