import { claim, claimRefusal, claimSuccess, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import type { Upload } from '../suite/upload.ts';
import { NotOffered } from '../suite/verdicts.ts';
import { readOffset } from '../wire/structured-fields.ts';

function secondPart(trial: Trial): Buffer {
  return trial.parts(2).subarray(trial.sizes.part);
}

function appendSecondPart(trial: Trial, upload: Upload, changes: Record<string, string> = {}) {
  return upload.append({
    offset: trial.sizes.part,
    complete: '?0',
    content: secondPart(trial),
    changes,
  });
}

export const uploadAppend: Chapter = {
  section: '4.4.2',
  title: 'Upload Append',
  tests: [
    {
      name: 'appends application/partial-upload',
      level: 'states',
      says: 'A server applies a PATCH request with the application/partial-upload media type to an upload resource by appending the patch document',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await appendSecondPart(trial, upload), 'an append');
        const { offset, answer } = await upload.state();
        claim(offset === 2 * trial.sizes.part, `after two parts: ${show(answer)}`);
      },
    },
    {
      name: 'appends no other media type',
      level: 'states',
      says: 'A server applies a PATCH request with the application/partial-upload media type',
      run: async (trial) => {
        const upload = await trial.begin();
        const types = { 'Content-Type': 'application/octet-stream' };
        claimRefusal(await appendSecondPart(trial, upload, types), 'PATCH of application/octet-stream');
        const { offset } = await upload.state();
        claim(offset === trial.sizes.part, `application/octet-stream was appended: the offset is ${offset}`);
      },
    },
    {
      name: 'a wrong offset is 409',
      level: 'MUST',
      says: 'If the Upload-Offset request header field value does not match the current offset, the server MUST reject the request with a 409 (Conflict) status code',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        for (const wrong of [0, part - 1, part + 1, part * 2, 999_999_999_999_999]) {
          const answer = await upload.append({ offset: wrong, complete: '?0', content: secondPart(trial) });
          claim(
            answer.status === 409,
            `Upload-Offset: ${wrong} instead of ${part} was answered ${show(answer)}`,
          );
        }
        const { offset } = await upload.state();
        claim(offset === part, `the offset moved to ${offset}`);
      },
    },
    {
      name: '409 has the correct offset',
      level: 'MUST',
      says: 'The response MUST include the correct offset in the Upload-Offset header field',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        for (const wrong of [0, part + 1]) {
          const answer = await upload.append({ offset: wrong, complete: '?0', content: secondPart(trial) });
          const told = readOffset(answer.fields.get('upload-offset'));
          claim(told === part, `the offset is ${part}, the refusal says ${show(answer)}`);
        }
      },
    },
    {
      name: 'a complete upload rejects content',
      level: 'MUST',
      says: 'If the upload is already complete, the server … MUST reject the request … If the client attempted to append a non-zero length document, the server MUST treat this as an inconsistent length failure',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        for (const complete of ['?0', '?1']) {
          const content = trial.subject.makeBody();
          const answer = await upload.append({ offset: trial.body.length, complete, content });
          claimRefusal(answer, `appending to a complete upload with Upload-Complete: ${complete}`);
        }
      },
    },
    {
      name: 'a complete upload rejects an empty append',
      level: 'MUST',
      says: 'If the upload is already complete, the server … MUST reject the request … If the client attempted to append a zero-length document: … 410 … 404',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        const answer = await upload.append({
          offset: trial.body.length,
          complete: '?1',
          content: Buffer.alloc(0),
        });
        claimRefusal(answer, 'an empty append to a complete upload');
      },
    },
    {
      name: 'a complete upload is not modified',
      level: 'MUST NOT',
      says: 'If the upload is already complete, the server MUST NOT modify the upload resource',
      run: async (trial) => {
        const upload = await trial.begin();
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload');
        await upload.append({ offset: trial.body.length, complete: '?0', content: secondPart(trial) });
        const head = await upload.head();
        if (!isSuccess(head))
          throw new NotOffered('completed-uploads', `HEAD of a completed upload was answered ${show(head)}`);
        const told = readOffset(head.fields.get('upload-offset'));
        claim(
          told === trial.body.length && head.fields.get('upload-complete') === '?1',
          `modified: ${show(head)}`,
        );
      },
    },
    {
      name: 'the answer that completes has Upload-Complete ?1',
      level: 'MUST',
      says: 'the response MUST include the Upload-Complete header field with a true value',
      run: async (trial) => {
        const answer = await (await trial.begin()).finish(trial.sizes.part);
        claimSuccess(answer, 'completing an upload');
        claim(answer.fields.get('upload-complete') === '?1', `answered ${show(answer)}`);
      },
    },
    {
      name: 'the answer that completes is that of a whole upload',
      level: 'SHOULD',
      says: 'the server SHOULD generate the response that matches what the resource, that was targeted by the initial upload creation, would have generated',
      run: async (trial) => {
        const { answer: whole } = await trial.create({ complete: '?1', content: trial.subject.makeBody() });
        const inParts = await (await trial.begin()).finish(trial.sizes.part);
        const type = 'content-type';
        claim(
          inParts.status === whole.status && inParts.fields.get(type) === whole.fields.get(type),
          `whole: ${show(whole)}; in parts: ${show(inParts)}`,
        );
      },
    },
    {
      name: 'completes without content',
      level: 'states',
      says: 'the request has no content. Once the request is processed by the server, the upload is complete (4.4.1)',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const content = trial.body.subarray(part);
        claimSuccess(await upload.append({ offset: part, complete: '?0', content }), 'an append');
        claimSuccess(await upload.finish(trial.body.length), 'an empty append with Upload-Complete: ?1');
      },
    },
    {
      name: 'the answer to a part has Upload-Complete ?0',
      level: 'states',
      says: 'the server acknowledges the appended data by sending a 2xx (Successful) response with the Upload-Complete header field set to false',
      run: async (trial) => {
        const answer = await appendSecondPart(trial, await trial.begin());
        claimSuccess(answer, 'an append');
        claim(answer.fields.get('upload-complete') === '?0', `answered ${show(answer)}`);
      },
    },
    {
      name: 'records Upload-Length',
      level: 'MUST',
      says: 'The server MUST record the length … if the Upload-Length or Upload-Complete header fields are included in the request',
      run: async (trial) => {
        const upload = await trial.beginWithoutLength();
        const before = await upload.state();
        claim(!before.answer.fields.has('upload-length'), `no length was told: ${show(before.answer)}`);
        const changes = { 'Upload-Length': String(trial.body.length) };
        claimSuccess(await appendSecondPart(trial, upload, changes), 'an append with Upload-Length');
        const { answer } = await upload.state();
        const recorded = readOffset(answer.fields.get('upload-length'));
        claim(recorded === trial.body.length, `told ${trial.body.length}: ${show(answer)}`);
      },
    },
  ],
};
