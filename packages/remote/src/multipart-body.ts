import type { UploadPart } from '@keepsake/engine';
import { exactBytes } from './exact-bytes.ts';
import type { BodyPiece, HttpBody } from './http-transport.ts';
import { utf8Of } from './utf8.ts';

/** A file of a form. */
export interface MultipartFile {
  readonly name: string;
  readonly part: UploadPart;
}

/** A form on its way: what the transport sends, and how much of it is files. */
export interface MultipartBody {
  readonly body: HttpBody & { readonly kind: 'stream' };
  /** How many of the first so many bytes of the body are bytes of files. */
  fileBytesWithin(bodyBytes: number): number;
}

type Segment =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly part: UploadPart };

/**
 * A multipart/form-data body of known length: the fields, then the files, in their order. Names are quoted as browsers
 * do.
 *
 * Reading it throws `changed-while-reading` when a file yields more or fewer bytes than it said, before the first byte
 * too many is handed out.
 */
export function createMultipartBody(
  fields: readonly (readonly [name: string, value: string])[],
  files: readonly MultipartFile[],
): MultipartBody {
  const boundary = boundaryOf(fields, files);
  const segments: Segment[] = [];
  let head = '';
  for (const [name, value] of fields) {
    head += `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`;
  }
  for (const { name, part } of files) {
    head +=
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"; filename="${quoted(part.fileName)}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n';
    segments.push(textOf(head), { kind: 'file', part });
    head = '\r\n';
  }
  segments.push(textOf(`${head}--${boundary}--\r\n`));
  return {
    body: {
      kind: 'stream',
      contentType: `multipart/form-data; boundary=${boundary}`,
      sizeBytes: segments.reduce((sum, segment) => sum + lengthOf(segment), 0),
      read: () => readSegments(segments),
      pieces: piecesOf(segments),
    },
    fileBytesWithin: (bodyBytes) => {
      let left = bodyBytes;
      let fileBytes = 0;
      for (const segment of segments) {
        const taken = Math.min(left, lengthOf(segment));
        if (segment.kind === 'file') fileBytes += taken;
        left -= taken;
      }
      return fileBytes;
    },
  };
}

/**
 * A line that is in none of the contents. No file contains its own SHA-1, so the files' checksums make one without
 * chance; a field, whose value may be chosen when the checksums are known, is looked through.
 */
function boundaryOf(fields: readonly (readonly [string, string])[], files: readonly MultipartFile[]): string {
  let boundary = `ks-${files.map(({ part }) => part.checksum.slice(0, 28)).join('')}`;
  while (fields.some(([, value]) => value.includes(boundary))) boundary += '-';
  return boundary;
}

/**
 * As browsers quote (https://html.spec.whatwg.org/#multipart-form-data), and the other control characters too, which no
 * reader of headers takes. The true name travels in the `filename` field.
 */
const quoted = (name: string): string =>
  name.replace(
    /[\u0000-\u001f\u007f"]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const textOf = (text: string): Segment => ({ kind: 'text', text, bytes: utf8Of(text) });

/** Undefined: one of the files can be read here only. */
function piecesOf(segments: readonly Segment[]): readonly BodyPiece[] | undefined {
  const pieces: BodyPiece[] = [];
  for (const segment of segments) {
    if (segment.kind === 'text') pieces.push({ kind: 'text', text: segment.text });
    else if (segment.part.native === undefined) return undefined;
    else {
      const { native, sizeBytes } = segment.part;
      pieces.push({ kind: 'file', file: native, fromByte: 0, sizeBytes });
    }
  }
  return pieces;
}

const lengthOf = (segment: Segment): number =>
  segment.kind === 'text' ? segment.bytes.length : segment.part.sizeBytes;

async function* readSegments(segments: readonly Segment[]): AsyncGenerator<Uint8Array> {
  for (const segment of segments) {
    if (segment.kind === 'text') {
      yield segment.bytes;
      continue;
    }
    yield* exactBytes(segment.part);
  }
}
