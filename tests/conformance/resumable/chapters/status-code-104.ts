import { claim, claimSuccess } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import { NotOffered } from '../suite/verdicts.ts';

export const statusCode104: Chapter = {
  section: '5',
  title: 'Status Code 104',
  tests: [
    {
      name: 'does not stand in for 100 (Continue)',
      level: 'MUST NOT',
      says: 'the server MUST NOT omit the 100 (Continue) response because it has sent an interim response with the 104 (Upload Resumption Supported) status code',
      run: async (trial) => {
        const exchange = trial.openCreation({
          complete: '?1',
          changes: { 'Content-Length': String(trial.body.length), Expect: '100-continue' },
        });
        const announced = await exchange.untilInterim(({ status }) => status === 104);
        if (announced.kind !== 'answered') throw new NotOffered('interim-responses', 'no 104 was sent');
        const continued = await exchange.untilInterim(({ status }) => status === 100);
        claim(
          continued.kind === 'answered' || exchange.isAnswered,
          `only ${exchange.interim.map(({ status }) => status).join(', ')} for Expect: 100-continue`,
        );
        exchange.write(trial.body);
        claimSuccess(
          await trial.answerOf(exchange, 'a creation that waited for 100'),
          'a creation that waited for 100',
        );
      },
    },
  ],
};
