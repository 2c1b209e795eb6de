import { crc32, deflateSync } from 'node:zlib';
import { HEIF_BASE64, JPEG_BASE64, MP4_BASE64 } from './embedded-media.ts';

/** A JPEG of 16 × 16 pixels, about 370 bytes. Equal seeds give equal bytes, different ones differ in a comment segment. */
export function tinyJpeg(seed: number): Uint8Array {
  const jpeg = Buffer.from(JPEG_BASE64, 'base64');
  const comment = Buffer.from(`seed ${seed}`);
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
  // Straight after the marker that begins every JPEG.
  return plain(jpeg.subarray(0, 2), segment, jpeg.subarray(2));
}

/** A PNG of 8 × 8 pixels, about 270 bytes. Equal seeds give equal bytes, different ones differ in their pixels. */
export function tinyPng(seed: number): Uint8Array {
  const side = 8;
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + side * 3);
    for (let x = 0; x < side; x++) row.writeUIntBE(mixed(seed, y * side + x), 1 + x * 3, 3);
    return row;
  });
  // The seed itself, so that no two seeds can meet in equal pixels.
  rows[0]?.writeUInt32BE(seed >>> 0, 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8); // 8 bits of red, green and blue
  return plain(
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows))),
    pngChunk('IEND', Buffer.alloc(0)),
  );
}

/** A HEIC of 16 × 16 pixels (AV1 in HEIF), about 310 bytes. Different seeds differ in a trailing box that no reader looks at. */
export function tinyHeic(seed: number): Uint8Array {
  return plain(Buffer.from(HEIF_BASE64, 'base64'), freeBox(seed));
}

/** An MP4 with half a second of H.264, about 1 KB. Different seeds differ in a trailing box that no reader looks at. */
export function tinyMp4(seed: number): Uint8Array {
  return plain(Buffer.from(MP4_BASE64, 'base64'), freeBox(seed));
}

/** The same film as a QuickTime file, as in the motion part of a Live Photo; its bytes differ from those of the MP4. */
export function tinyMov(seed: number): Uint8Array {
  const film = Buffer.from(MP4_BASE64, 'base64');
  film.write('qt  ', 8, 'latin1');
  film.write('qt  ', 16, 'latin1');
  return plain(film, freeBox(seed));
}

function freeBox(seed: number): Buffer {
  const content = Buffer.from(`seed ${seed}`);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.length, 0);
  header.write('free', 4, 'latin1');
  return Buffer.concat([header, content]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(4 + body.length + 4);
  frame.writeUInt32BE(content.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

/** 24 bits that look random. */
function mixed(seed: number, index: number): number {
  return (Math.imul(Math.imul(seed, 0x9e3779b1) + index, 0x85ebca6b) >>> 8) & 0xffffff;
}

/** One array of its own, not a view into Node's shared pool: a test may compare or transfer it. */
function plain(...parts: readonly Buffer[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
