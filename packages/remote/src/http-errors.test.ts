import { DamagedOriginal } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { errorCode } from '@keepsake/protocol';
import { errorOfAnswer } from './http-errors.ts';

const answered = (status: number, text = '', headers: Readonly<Record<string, string>> = {}) =>
  errorOfAnswer({ status, header: (name) => headers[name.toLowerCase()] }, text);
const ours = (status: number, code: string): string =>
  JSON.stringify({ message: 'A sentence.', error: 'x', statusCode: status, code, requestId: 'r' });

describe('errorOfAnswer', () => {
  it.each([
    [401, '', 'unauthorized', 'stop'],
    [403, '{"message":"Missing required permission"}', 'forbidden', 'stop'],
    [429, 'slow down', 'too-many-requests', 'retry'],
    [408, '', 'timeout', 'retry'],
    [500, '{"message":"Internal server error"}', 'server-error', 'retry'],
    [502, '<html>Bad gateway</html>', 'server-error', 'retry'],
    [503, '', 'server-error', 'retry'],
    [507, '', 'server-disk-full', 'stop'],
    [511, '<html>Welcome to the hotel</html>', 'network', 'wait'],
    [400, '{"message":"Quota has been exceeded!"}', 'quota-exceeded', 'stop'],
    [400, '{"message":"Unsupported file type .docx"}', 'unsupported-type', 'fail'],
    [400, '{"message":["isFavorite must be a boolean","x"]}', 'rejected', 'fail'],
    [413, '<html>413 Request Entity Too Large</html>', 'rejected', 'fail'],
    [431, '', 'rejected', 'fail'],
    [403, '<html>Forbidden</html>', 'bad-answer', 'retry'],
    [404, '<!doctype html>', 'bad-answer', 'retry'],
    [404, '{"message":"Cannot POST /api/assets/exist"}', 'bad-answer', 'retry'],
    [302, '', 'bad-answer', 'retry'],
    [0, '', 'bad-answer', 'retry'],
    [204, '', 'bad-answer', 'retry'],
  ])('[E1] reads %i %s as %s: %s', (status, text, code, disposition) => {
    expect(answered(status, text)).toMatchObject({ code, disposition });
  });

  it.each([
    ['quota-exceeded', 400, 'quota-exceeded'],
    ['checksum-mismatch', 400, 'checksum-mismatch'],
    ['unsupported-file-type', 400, 'unsupported-type'],
    ['empty-file', 400, 'empty-file'],
    ['disk-full', 500, 'server-disk-full'],
    ['truncated-body', 400, 'server-error'],
    ['unavailable', 503, 'server-error'],
    ['wrong-credentials', 400, 'unauthorized'],
  ])('[E1] believes the code %s before the status', (wire, status, code) => {
    expect(answered(status, ours(status, wire)).code).toBe(code);
  });

  it('[V3] tells an original that is damaged from a server in trouble, and has nobody ask again', () => {
    const damaged = answered(503, ours(503, 'original-damaged'));
    expect(damaged).toBeInstanceOf(DamagedOriginal);
    expect(damaged.disposition).toBe('fail');
    expect(answered(503, ours(503, 'unavailable'))).not.toBeInstanceOf(DamagedOriginal);
  });

  it('[E1] has a meaning for every code of the wire', () => {
    for (const code of errorCode.options) expect(answered(400, ours(400, code)).code).toBeTruthy();
  });

  it.each([
    ['120', undefined, 120_000],
    ['0', undefined, 0],
    ['Wed, 21 Oct 2015 07:30:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT', 120_000],
    ['Wed, 21 Oct 2015 07:00:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['Wed, 21 Oct 2015 07:30:00 GMT', undefined, undefined],
    ['soon', undefined, undefined],
    ['9999999999', undefined, 86_400_000],
  ])('[E1] honours Retry-After: %s beside Date: %s', (retryAfter, date, ms) => {
    const headers = { 'retry-after': retryAfter, ...(date !== undefined && { date }) };
    expect(answered(503, '', headers).retryAfterMs).toBe(ms);
  });

  it('[E4] says what to do about a proxy that takes no large bodies, and believes the server itself', () => {
    expect(answered(413, '<html>413 Request Entity Too Large</html>').message).toMatch(
      /^A proxy before the server .* raise its limit for bodies, .* docs\/operating\.md/,
    );
    expect(answered(413, ours(413, 'payload-too-large')).message).toBe('The server says: A sentence. (413)');
  });

  it('[E4] keeps what the server says, without what would play with a terminal', () => {
    expect(answered(400, JSON.stringify({ message: 'Bad \u001b[31mdate\r\n' })).message).toBe(
      'The server says: Bad  [31mdate  (400)',
    );
  });
});
