import { claim, claimSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import { NotOffered } from '../suite/verdicts.ts';

export const draftVersion: Chapter = {
  section: 'B',
  title: 'Draft Version Identification',
  tests: [
    {
      name: 'no 104 without the interop version',
      level: 'MUST NOT',
      says: 'Server implementations … MUST NOT send a 104 … when the interop version indicated by the Upload-Draft-Interop-Version header field in the request is missing',
      run: async (trial) => {
        const { answer, interim } = await trial.create({
          complete: '?0',
          content: trial.parts(1),
          changes: { 'Upload-Draft-Interop-Version': undefined },
        });
        claim(!interim.some(({ status }) => status === 104), `sent: ${interim.map(show).join()}`);
        claimSuccess(answer, 'a creation without the interop version');
      },
    },
    {
      name: 'no 104 for another interop version',
      level: 'MUST NOT',
      says: 'Server implementations … MUST NOT send a 104 … when the interop version … is … mismatching',
      run: async (trial) => {
        const { interopVersion } = trial.subject.options;
        const others = [
          '1',
          String(interopVersion - 1),
          `${interopVersion}0`,
          `${interopVersion}.0`,
          'any',
          '',
        ];
        for (const other of others) {
          const { interim } = await trial.create({
            complete: '?0',
            content: trial.parts(1),
            changes: { 'Upload-Draft-Interop-Version': other },
          });
          claim(
            !interim.some(({ status }) => status === 104),
            `Upload-Draft-Interop-Version: ${other} was answered ${interim.map(show).join()}`,
          );
        }
      },
    },
    {
      name: 'no 104 for an append without the interop version',
      level: 'MUST NOT',
      says: 'Server implementations … MUST NOT send a 104 … when the interop version … is missing',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const exchange = upload.openAppend({
          offset: part,
          complete: '?1',
          content: trial.body.subarray(part),
          changes: { 'Upload-Draft-Interop-Version': undefined },
        });
        claimSuccess(await trial.answerOf(exchange, 'an append'), 'an append without the interop version');
        const sent = exchange.interim.filter(({ status }) => status === 104);
        claim(sent.length === 0, `sent: ${sent.map(show).join()}`);
      },
    },
    {
      name: '104 has the interop version',
      level: 'MUST',
      says: 'Server implementations … MUST also send a header field Upload-Draft-Interop-Version with the interop version as its value to the 104',
      run: async (trial) => {
        const { interim } = await trial.create({ complete: '?0', content: trial.parts(1) });
        const sent = interim.filter(({ status }) => status === 104);
        if (sent.length === 0) throw new NotOffered('interim-responses', 'no 104 was sent');
        const expected = String(trial.subject.options.interopVersion);
        for (const { fields } of sent) {
          const told = fields.get('upload-draft-interop-version');
          claim(
            told === expected,
            `Upload-Draft-Interop-Version: ${told ?? '(none)'} instead of ${expected}`,
          );
        }
      },
    },
  ],
};
