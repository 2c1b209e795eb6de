import { claim, claimRefusal, claimSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';

/** No non-negative Integers of RFC 9651. */
const MALFORMED = [
  'abc',
  '-1',
  '1.0',
  '"0"',
  '?0',
  ':MA==:',
  '0,0',
  '0 0',
  '0x10',
  '1e3',
  '1234567890123456',
  '',
];

export const offset: Chapter = {
  section: '4.1.1',
  title: 'Offset',
  tests: [
    {
      name: 'never decreases',
      level: 'MUST NOT',
      says: 'Representation data processed by the upload resource cannot be removed again and, therefore, the offset MUST NOT decrease',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        let highest = (await upload.state()).offset;
        const look = async (after: string): Promise<void> => {
          const { offset: now } = await upload.state();
          claim(now >= highest, `the offset was ${highest}, and is ${now} after ${after}`);
          highest = now;
        };
        await upload.append({ offset: 0, complete: '?0', content: trial.parts(1) });
        await look('an append at 0, which was too low');
        await upload.append({ offset: part * 2, complete: '?0', content: trial.parts(1) });
        await look('an append that was too high');
        const cut = upload.openAppend({
          offset: highest,
          complete: '?0',
          changes: { 'Content-Length': String(part) },
        });
        cut.write(trial.parts(2).subarray(part, part + Math.ceil(part / 2)));
        cut.end();
        await cut.untilClosed();
        await look('an append that was cut in its middle');
        const acknowledged = highest + part;
        const content = trial.body.subarray(highest, acknowledged);
        claimSuccess(await upload.append({ offset: highest, complete: '?0', content }), 'an append');
        await look('an append');
        claim(highest === acknowledged, `the offset is ${highest} after ${acknowledged} bytes were taken`);
      },
    },
    {
      name: 'ignores malformed Upload-Offset',
      level: 'MUST',
      says: 'Its value is a non-negative Integer … Other values MUST cause the entire header field to be ignored',
      run: async (trial) => {
        const upload = await trial.begin();
        const content = trial.parts(1);
        const without = await upload.append({ offset: undefined, complete: '?0', content });
        for (const malformed of MALFORMED) {
          const answer = await upload.append({ offset: malformed, complete: '?0', content });
          claim(
            answer.status === without.status,
            `Upload-Offset: ${malformed} was answered ${show(answer)}, no Upload-Offset ${show(without)}`,
          );
        }
        const { offset: after } = await upload.state();
        claim(after === trial.sizes.part, `the offset moved to ${after} by a malformed Upload-Offset`);
      },
    },
    {
      name: 'is required to append',
      level: 'states',
      says: 'The offset … is required when appending representation data to synchronize the client and resource',
      run: async (trial) => {
        const upload = await trial.begin();
        const answer = await upload.append({ offset: undefined, complete: '?0', content: trial.parts(1) });
        claimRefusal(answer, 'an append without Upload-Offset');
        const { offset: after } = await upload.state();
        claim(after === trial.sizes.part, `the offset moved to ${after} without an Upload-Offset`);
      },
    },
    {
      name: 'counts bytes of the representation',
      level: 'states',
      says: 'The offset is the number of bytes from the representation data that have been processed',
      run: async (trial) => {
        const upload = await trial.begin();
        let sent = trial.sizes.part;
        for (const part of [1, 0, 1000, trial.sizes.part - 1001]) {
          const minimum = trial.subject.limits.get('min-append-size') ?? 0;
          if (part < minimum) continue;
          const content = trial.body.subarray(sent, sent + part);
          claimSuccess(
            await upload.append({ offset: sent, complete: '?0', content }),
            `appending ${part} bytes`,
          );
          sent += part;
          const state = await upload.state();
          claim(state.offset === sent, `the offset is ${state.offset} after ${sent} bytes`);
        }
      },
    },
  ],
};
