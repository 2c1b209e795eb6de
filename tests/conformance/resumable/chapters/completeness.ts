import { claim, claimSuccess, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';

/** No Booleans of RFC 9651. */
const MALFORMED = ['1', 'true', '"?1"', '?2', '?', '?1,?1', '?1 ?1', ''];

export const completeness: Chapter = {
  section: '4.1.2',
  title: 'Completeness',
  tests: [
    {
      name: 'is said by the client alone',
      level: 'states',
      says: 'An upload is incomplete until it is explicitly marked as completed by the client',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const rest = trial.body.subarray(part);
        const answer = await upload.append({ offset: part, complete: '?0', content: rest });
        claimSuccess(answer, 'appending all that is missing with Upload-Complete: ?0');
        const state = await upload.state();
        claim(state.offset === trial.body.length, `the offset is not the length: ${show(state.answer)}`);
        claim(
          !state.isComplete,
          `complete without Upload-Complete: ?1 from the client: ${show(state.answer)}`,
        );
      },
    },
    {
      name: 'is marked by Upload-Complete ?1',
      level: 'states',
      says: 'An upload is marked as completed if a request … included the Upload-Complete header field with a true value and the request content was fully processed',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await upload.finish(trial.sizes.part);
        claimSuccess(answer, 'completing an upload');
        const head = await upload.head();
        // A server may forget what is complete; one that remembers it tells the truth.
        if (isSuccess(head))
          claim(head.fields.get('upload-complete') === '?1', `not complete afterwards: ${show(head)}`);
      },
    },
    {
      name: 'ignores malformed Upload-Complete in appends',
      level: 'MUST',
      says: 'Its value is a Boolean … Other values MUST cause the entire header field to be ignored',
      run: async (trial) => {
        const content = trial.body.subarray(trial.sizes.part);
        const append = async (complete: string | undefined) => {
          const upload = await trial.begin();
          const answer = await upload.append({ offset: trial.sizes.part, complete, content });
          return { upload, answer };
        };
        const without = await append(undefined);
        for (const malformed of MALFORMED) {
          const { upload, answer } = await append(malformed);
          claim(
            answer.status === without.answer.status,
            `Upload-Complete: ${malformed} was answered ${show(answer)}, none ${show(without.answer)}`,
          );
          const head = await upload.head();
          claim(
            !isSuccess(head) || head.fields.get('upload-complete') === '?0',
            `completed by Upload-Complete: ${malformed}: ${show(head)}`,
          );
          await upload.cancel();
        }
      },
    },
    {
      name: 'ignores malformed Upload-Complete in creations',
      level: 'MUST',
      says: 'Its value is a Boolean … Other values MUST cause the entire header field to be ignored',
      run: async (trial) => {
        const create = (complete: string | undefined) =>
          trial.create({ complete, content: trial.subject.makeBody() });
        const without = await create(undefined);
        for (const malformed of MALFORMED) {
          const { answer, interim } = await create(malformed);
          claim(
            answer.status === without.answer.status && !interim.some(({ status }) => status === 104),
            `Upload-Complete: ${malformed} was answered ${show(answer)}${interim.map(show).join()}, none ${show(without.answer)}`,
          );
        }
      },
    },
  ],
};
