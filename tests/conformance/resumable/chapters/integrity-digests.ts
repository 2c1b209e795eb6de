import { claim, claimRefusal, claimSuccess, isRefusal, isSuccess, show } from '../suite/claims.ts';
import type { Chapter } from '../suite/conformance-test.ts';
import type { Trial } from '../suite/trial.ts';
import { NotOffered } from '../suite/verdicts.ts';
import { readDictionary } from '../wire/structured-fields.ts';
import { sha256Field } from './digest-field.ts';

const OTHER_BYTES = Buffer.from('not what is sent');

function lengthOf(trial: Trial): Record<string, string> {
  return { 'Upload-Length': String(trial.body.length) };
}

export const representationDigests: Chapter = {
  section: '10.1',
  title: 'Representation Digests',
  tests: [
    {
      name: 'a digest that matches is accepted',
      level: 'states',
      says: 'it can include the Repr-Digest header field when creating an upload',
      run: async (trial) => {
        const upload = await trial.begin({ 'Repr-Digest': sha256Field(trial.body) });
        claimSuccess(await upload.finish(trial.sizes.part), 'completing an upload with its true Repr-Digest');
      },
    },
    {
      name: 'a whole upload that does not match fails',
      level: 'SHOULD',
      says: 'If the digests don’t match, the server SHOULD consider the upload failed, not process the representation further, and signal the failure to the client',
      run: async (trial) => {
        const { answer } = await trial.create({
          complete: '?1',
          content: trial.body,
          changes: { 'Repr-Digest': sha256Field(OTHER_BYTES) },
        });
        claimRefusal(answer, 'a whole upload with the Repr-Digest of other bytes');
      },
    },
    {
      name: 'an upload in parts that does not match fails',
      level: 'SHOULD',
      says: 'If the digests don’t match, the server SHOULD consider the upload failed, not process the representation further, and signal the failure to the client',
      run: async (trial) => {
        const upload = await trial.begin({ 'Repr-Digest': sha256Field(OTHER_BYTES) });
        const answer = await upload.finish(trial.sizes.part);
        claimRefusal(answer, 'completing an upload with the Repr-Digest of other bytes');
      },
    },
    {
      name: 'a digest that is wanted is told',
      level: 'SHOULD',
      says: 'the client can ask the server to compute and return the integrity digests using a Want-Repr-Digest field … The response SHOULD include at least one of the requested digests',
      run: async (trial) => {
        const upload = await trial.begin({ 'Want-Repr-Digest': 'sha-256=10, sha=1' });
        const answer = await upload.finish(trial.sizes.part);
        claimSuccess(answer, 'completing an upload');
        const told = readDictionary(answer.fields.get('repr-digest'));
        claim(
          told?.has('sha-256') === true || told?.has('sha') === true,
          `Want-Repr-Digest: sha-256=10, sha=1 was answered Repr-Digest: ${answer.fields.get('repr-digest') ?? '(none)'}`,
        );
      },
    },
    {
      name: 'a digest that is told is true',
      level: 'states',
      says: 'the server … include the corresponding Repr-Digest header field in the response',
      run: async (trial) => {
        const upload = await trial.begin({ 'Want-Repr-Digest': 'sha-256=10' });
        const answer = await upload.finish(trial.sizes.part);
        const told = readDictionary(answer.fields.get('repr-digest'))?.get('sha-256');
        if (told?.kind !== 'bytes')
          throw new NotOffered('digests', 'no sha-256 in Repr-Digest of the answer');
        const expected = sha256Field(trial.body);
        claim(
          expected === `sha-256=:${told.value.toString('base64')}:`,
          `of other bytes: ${answer.fields.get('repr-digest') ?? ''}`,
        );
      },
    },
  ],
};

export const contentDigests: Chapter = {
  section: '10.2',
  title: 'Content Digests',
  tests: [
    {
      name: 'a digest that matches is accepted',
      level: 'states',
      says: 'it can include the Content-Digest header field in the request',
      run: async (trial) => {
        const upload = await trial.begin({ 'Content-Digest': sha256Field(trial.parts(1)) });
        const rest = trial.body.subarray(trial.sizes.part);
        const answer = await upload.finish(trial.sizes.part, { 'Content-Digest': sha256Field(rest) });
        claimSuccess(answer, 'an append with its true Content-Digest');
      },
    },
    {
      name: 'an append that does not match fails and is not appended',
      level: 'SHOULD',
      says: 'If the digests don’t match the server SHOULD consider the transfer failed, not append the content to the upload resource, and signal the failure to the client',
      run: async (trial) => {
        const { part } = trial.sizes;
        const upload = await trial.begin();
        const answer = await upload.append({
          offset: part,
          complete: '?0',
          content: trial.parts(2).subarray(part),
          changes: { 'Content-Digest': sha256Field(OTHER_BYTES) },
        });
        claimRefusal(answer, 'an append with the Content-Digest of other bytes');
        const state = await upload.state();
        claim(state.offset === part, `appended all the same: ${show(state.answer)}`);
        claimSuccess(await upload.finish(part), 'sending the same content again, with no digest');
      },
    },
    {
      name: 'a creation that does not match fails and is not appended',
      level: 'SHOULD',
      says: 'If the digests don’t match the server SHOULD consider the transfer failed, not append the content to the upload resource, and signal the failure to the client',
      run: async (trial) => {
        const { answer, interim } = await trial.create({
          complete: '?0',
          content: trial.parts(1),
          changes: { ...lengthOf(trial), 'Content-Digest': sha256Field(OTHER_BYTES) },
        });
        claimRefusal(answer, 'a creation with the Content-Digest of other bytes');
        const announced = interim.find(({ fields }) => fields.has('location'));
        if (announced === undefined) return;
        const head = await trial.uploadAt(announced).head();
        claim(
          isRefusal(head) || (isSuccess(head) && head.fields.get('upload-offset') === '0'),
          `appended all the same: ${show(head)}`,
        );
      },
    },
  ],
};
