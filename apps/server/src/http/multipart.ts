import type { IncomingMessage } from 'node:http';
import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { ServerError } from '../errors/server-error.ts';

/** One file of a multipart body, while it arrives. */
export interface FilePart {
  readonly name: string;
  /** Base name as the client gave it; empty when it gave none. */
  readonly fileName: string;
  /** The wanted fields that came before this file. */
  readonly fieldsSoFar: ReadonlyMap<string, string>;
  readonly bytes: Readable;
}

/** Of all wanted fields together: more than any description of an asset, and no burden when many come at once. */
const MAX_FIELDS_BYTES = 256 * 1024;

const LIMITS = {
  fieldNameSize: 200,
  fieldSize: MAX_FIELDS_BYTES + 1,
  fields: 64,
  files: 16,
  parts: 96,
};

/** What may wait in memory between the parser and the disk, per upload. */
const BUFFER_BYTES = 64 * 1024;

/** The parser tells of a field when it ends: one that has not after so many bytes is not waited for. */
const MAX_BYTES_BETWEEN_PARTS = 2 * 1024 * 1024;

/** The parser keeps the pieces of a field as they come; what each costs beside its bytes counts like bytes. */
const PIECE_BYTES = 512;

/**
 * Reads a multipart/form-data body: hands every file to `onFile`, which reads its `bytes`, and returns the fields whose
 * names are wanted. All others are read over: nothing of them stays in memory.
 *
 * The first failure, of the body, of `onFile` or by `signal`, rejects as soon as every running `onFile` has settled.
 * What is left of the body is then read and thrown away in the background, so that the answer reaches a client that
 * is still sending, and the connection stays usable. A field that comes twice counts as it came last.
 *
 * @throws ServerError bad-multipart, bad-field, too-many-files, truncated-body, or what `onFile` threw
 */
export async function readMultipart(
  request: IncomingMessage,
  wantedFields: ReadonlySet<string>,
  onFile: (part: FilePart) => Promise<void>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const parser = openParser(request);
  const fields = new Map<string, string>();
  const filesRunning: Promise<void>[] = [];
  let fieldsBytes = 0;
  let filesOpen = 0;
  let bytesSincePart = 0;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    parser.destroy();
  };

  parser.on('field', (name: string | undefined, value, info) => {
    bytesSincePart = 0;
    if (name === undefined || !wantedFields.has(name)) return;
    fieldsBytes += Buffer.byteLength(value);
    if (info.valueTruncated || fieldsBytes > MAX_FIELDS_BYTES)
      fail(new ServerError('bad-field', `The fields up to ${name} have more than 256 KiB.`));
    else fields.set(name, value);
  });
  parser.on('file', (name: string | undefined, bytes, info: { filename?: string }) => {
    // Its failure is always the parser's too; without a listener it would end the process.
    bytes.on('error', () => undefined);
    // It parses a chunk to its end, also when it was destroyed in the middle; nobody would ever end this file then.
    if (failure !== undefined || parser.destroyed) return void bytes.destroy();
    filesOpen++;
    bytes.once('close', () => {
      filesOpen--;
      bytesSincePart = 0;
    });
    const part = { name: name ?? '', fileName: info.filename ?? '', fieldsSoFar: fields, bytes };
    filesRunning.push(onFile(part).catch(fail));
  });
  parser.on('filesLimit', () => fail(new ServerError('too-many-files')));
  parser.on('fieldsLimit', () => fail(new ServerError('bad-multipart', 'There are too many fields.')));
  parser.on('partsLimit', () => fail(new ServerError('bad-multipart', 'There are too many parts.')));
  parser.on('error', (error) => fail(fromBusboy(error)));
  const parsed = new Promise<void>((resolve) => parser.once('close', resolve));
  const onAbort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();

  const onChunk = (sizeBytes: number): void => {
    bytesSincePart = filesOpen > 0 ? 0 : bytesSincePart + sizeBytes + PIECE_BYTES;
    if (bytesSincePart > MAX_BYTES_BETWEEN_PARTS) fail(new ServerError('bad-field', 'A field is too long.'));
  };
  pipeline(request, shieldFrom(parser, onChunk)).catch((error: unknown) =>
    fail(new ServerError('truncated-body', undefined, { cause: error })),
  );
  await parsed;
  await Promise.all(filesRunning);
  signal?.removeEventListener('abort', onAbort);
  if (failure !== undefined) throw failure.error;
  return fields;
}

function openParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: LIMITS,
      highWaterMark: BUFFER_BYTES,
      fileHwm: BUFFER_BYTES,
    });
  } catch (error) {
    throw new ServerError('bad-multipart', undefined, { cause: error });
  }
}

/**
 * Feeds the parser, and swallows the rest of the body once the parser is gone: an error that reached the request
 * through `pipeline` would destroy its socket before the answer is sent.
 */
function shieldFrom(parser: busboy.Busboy, onChunk: (sizeBytes: number) => void): Writable {
  let release: (() => void) | undefined;
  const settle = (): void => {
    const next = release;
    release = undefined;
    next?.();
  };
  parser.once('close', settle);
  return new Writable({
    highWaterMark: BUFFER_BYTES,
    write(chunk: Buffer, _encoding, done) {
      if (!parser.destroyed) onChunk(chunk.length);
      if (parser.destroyed) return done();
      release = done;
      parser.write(chunk, settle);
    },
    final(done) {
      if (!parser.destroyed) parser.end();
      done();
    },
    destroy(error, done) {
      if (error !== null) parser.destroy(error);
      done(error);
    },
  });
}

function fromBusboy(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  const isTruncated = error instanceof Error && /unexpected end/i.test(error.message);
  return new ServerError(isTruncated ? 'truncated-body' : 'bad-multipart', undefined, { cause: error });
}
