/** What a camera would have written into the headers of a film. */
export interface Stamp {
  readonly container: 'mp4' | 'quicktime';
  readonly takenAt: Date;
}

/** Boxes that hold nothing but boxes, on the way to the headers that carry a date. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia']);
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
const SECONDS_FROM_1904_TO_1970 = 2_082_844_800;

/**
 * Writes brand and dates into a copy of an MP4 file.
 *
 * The encoder leaves the present time in the headers, which would make every library different. Sizes do not change.
 */
export function stampMp4(film: Uint8Array, stamp: Stamp): Uint8Array {
  const stamped = Uint8Array.from(film);
  const view = new DataView(stamped.buffer);
  const seconds = Math.floor(stamp.takenAt.getTime() / 1000) + SECONDS_FROM_1904_TO_1970;
  const visit = (start: number, end: number): void => {
    for (let at = start; at + 8 <= end;) {
      const sizeBytes = view.getUint32(at);
      const kind = String.fromCharCode(...stamped.subarray(at + 4, at + 8));
      if (sizeBytes < 8) return;
      if (kind === 'ftyp' && stamp.container === 'quicktime') {
        // The major brand and the first compatible one.
        stamped.set(QUICKTIME_BRAND, at + 8);
        stamped.set(QUICKTIME_BRAND, at + 16);
      }
      if (CONTAINERS.has(kind)) visit(at + 8, at + sizeBytes);
      if (DATED.has(kind)) {
        const wide = stamped[at + 8] === 1;
        for (const field of [0, 1]) {
          const offset = at + 12 + field * (wide ? 8 : 4);
          if (wide) view.setBigUint64(offset, BigInt(seconds));
          else view.setUint32(offset, seconds);
        }
      }
      at += sizeBytes;
    }
  };
  visit(0, stamped.length);
  return stamped;
}

const QUICKTIME_BRAND = new TextEncoder().encode('qt  ');
