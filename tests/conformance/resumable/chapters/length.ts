import { claim, claimRefusal, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';

/** No non-negative Integers of RFC 9651. */
const MALFORMED = ['many', '-1', '1.5', '"100"', '?1', '100, 100', ''];

export const length: Chapter = {
  section: '4.1.3',
  title: 'Length',
  tests: [
    {
      name: 'ignores malformed Upload-Length',
      level: 'MUST',
      says: 'Its value is a non-negative Integer … Other values MUST cause the entire header field to be ignored',
      run: async (trial) => {
        const create = (changes: Record<string, string>) =>
          trial.create({ complete: '?0', content: trial.parts(1), changes });
        const without = await create({});
        for (const malformed of MALFORMED) {
          const { answer } = await create({ 'Upload-Length': malformed });
          claim(
            answer.status === without.answer.status,
            `Upload-Length: ${malformed} was answered ${show(answer)}, none ${show(without.answer)}`,
          );
          if (!isSuccess(answer)) continue;
          const { answer: head } = await trial.uploadAt(answer).state();
          claim(!head.fields.has('upload-length'), `Upload-Length: ${malformed} was kept: ${show(head)}`);
        }
      },
    },
    {
      name: 'indicators of one creation match',
      level: 'MUST',
      says: 'If indicators (1) and (2) are both present in the same request, their indicated lengths MUST match',
      run: async (trial) => {
        for (const wrong of [trial.body.length + 1, trial.body.length - 1]) {
          const { answer } = await trial.create({
            complete: '?1',
            content: trial.body,
            changes: { 'Upload-Length': String(wrong) },
          });
          claimRefusal(answer, `${trial.body.length} bytes with Upload-Length: ${wrong}`);
        }
      },
    },
    {
      name: 'indicators of one append match',
      level: 'MUST',
      says: 'If indicators (1) and (2) are both present in the same request, their indicated lengths MUST match',
      run: async (trial) => {
        const upload = await trial.beginWithoutLength();
        const wrong = String(trial.body.length + 1);
        claimRefusal(
          await upload.finish(trial.sizes.part, { 'Upload-Length': wrong }),
          `completing ${trial.body.length} bytes with Upload-Length: ${wrong}`,
        );
        const head = await upload.head();
        claim(head.fields.get('upload-complete') !== '?1', `complete all the same: ${show(head)}`);
      },
    },
    {
      name: 'Upload-Length of two requests match',
      level: 'MUST',
      says: 'If multiple requests include indicators, their indicated values MUST match',
      run: async (trial) => {
        const upload = await trial.begin();
        const { part } = trial.sizes;
        const answer = await upload.append({
          offset: part,
          complete: '?0',
          content: trial.parts(2).subarray(part),
          changes: { 'Upload-Length': String(trial.body.length + 1) },
        });
        claimRefusal(answer, 'an append with another Upload-Length than the creation');
      },
    },
    {
      name: 'a completion shorter than the length does not match',
      level: 'MUST',
      says: 'If multiple requests include indicators, their indicated values MUST match',
      run: async (trial) => {
        const upload = await trial.begin();
        const { part } = trial.sizes;
        const content = trial.parts(2).subarray(part);
        const answer = await upload.append({ offset: part, complete: '?1', content });
        claimRefusal(answer, `completing after ${part * 2} of ${trial.body.length} bytes`);
        const head = await upload.head();
        claim(head.fields.get('upload-complete') !== '?1', `complete all the same: ${show(head)}`);
      },
    },
    {
      name: 'an empty completion before the length does not match',
      level: 'MUST',
      says: 'If multiple requests include indicators, their indicated values MUST match',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await upload.append({
          offset: trial.sizes.part,
          complete: '?1',
          content: Buffer.alloc(0),
        });
        claimRefusal(answer, `completing after ${trial.sizes.part} of ${trial.body.length} bytes`);
        const head = await upload.head();
        claim(head.fields.get('upload-complete') !== '?1', `complete all the same: ${show(head)}`);
      },
    },
  ],
};
