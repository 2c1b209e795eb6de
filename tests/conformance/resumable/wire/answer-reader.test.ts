import { describe, expect, it } from 'vitest';
import { AnswerReader, type Answer } from './answer-reader.ts';

const INTERIM = 'HTTP/1.1 104 Upload Resumption Supported\r\nLocation: /a\r\nUpload-Limit: max-age=1\r\n\r\n';

/** All answers of a stream that arrives in pieces of this size and then ends. */
function readAll(text: string, { method = 'PATCH', pieceBytes = 1 } = {}): readonly Answer[] {
  const answers: Answer[] = [];
  const reader = new AnswerReader(method, (answer) => answers.push(answer));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  reader.end();
  return answers;
}

const shorten = ({ status, content }: Answer): string => `${status} ${content.toString()}`;

describe('an answer reader', () => {
  it.for([1, 7, 10_000])('reads interim and final answers that come in pieces of %i bytes', (pieceBytes) => {
    const text = `${INTERIM}${INTERIM}HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello`;
    const answers = readAll(text, { pieceBytes });
    expect(answers.map(shorten)).toEqual(['104 ', '104 ', '201 hello']);
    expect(answers[0]?.fields.get('upload-limit')).toBe('max-age=1');
  });

  it('reads content in chunks, until the end of the connection, and none', () => {
    const chunked = 'Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n';
    expect(readAll(`HTTP/1.1 200 OK\r\n${chunked}`).map(shorten)).toEqual(['200 hello!']);
    expect(readAll('HTTP/1.1 200 OK\r\n\r\nto the end').map(shorten)).toEqual(['200 to the end']);
    expect(readAll('HTTP/1.1 204 No Content\r\n\r\n').map(shorten)).toEqual(['204 ']);
    const sized = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
    expect(readAll(sized, { method: 'HEAD' }).map(shorten)).toEqual(['200 ']);
  });

  it('tells no answer that was cut off', () => {
    expect(readAll('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell')).toEqual([]);
    expect(readAll('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')).toEqual([]);
    expect(readAll('HTTP/1.1 200 OK\r\nContent-Le')).toEqual([]);
  });

  it('refuses what is no HTTP/1.1', () => {
    expect(() => readAll('SSH-2.0-OpenSSH\r\n\r\n')).toThrow('not an HTTP/1.1 status line');
    expect(() => readAll('HTTP/1.1 200 OK\r\nno colon\r\n\r\n')).toThrow('not a header line');
    const twoLengths = 'Content-Length: 5\r\nContent-Length: 5\r\n\r\n';
    expect(() => readAll(`HTTP/1.1 200 OK\r\n${twoLengths}`)).toThrow('Content-Length of the answer: 5, 5');
    const noSize = 'Transfer-Encoding: chunked\r\n\r\nhello\r\n';
    expect(() => readAll(`HTTP/1.1 200 OK\r\n${noSize}`)).toThrow('a chunk of the answer has no size');
  });
});
