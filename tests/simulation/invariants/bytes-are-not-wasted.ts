import type { CreateInvariant } from '../invariant.ts';

/** Bytes sent ≤ bytes of new content + one chunk per interruption + one file per forced re-send. */
export const bytesAreNotWasted: CreateInvariant = (_truth, report) => {
  /** Per content: bytes of calls that came to a good end, how much it has, and how often it had to be sent anew. */
  const contents = new Map<string, { sent: number; sizeBytes: number; resends: number }>();
  let idleCancels = 0;

  const contentOf = (key: string) => {
    const known = contents.get(key) ?? { sent: 0, sizeBytes: 0, resends: 0 };
    contents.set(key, known);
    return known;
  };

  return {
    name: 'bytes sent ≤ bytes of new content + one chunk per interruption + one file per forced re-send',
    see(seen) {
      if (seen.kind === 'uploads-expired') for (const content of contents.values()) content.resends += 1;
      if (seen.kind === 'server-lost') {
        for (const [key, content] of contents) if (key.includes(seen.checksum)) content.resends += 1;
      }
      if (seen.kind !== 'sent' || seen.bytes === 0) return;
      const { call, end, bytes } = seen;
      const content = contentOf(call.content);
      content.sizeBytes = call.contentBytes;
      if (end.kind === 'broken') {
        if (bytes > Math.max(call.sizeBytes, CHUNK_BYTES)) report(`an interruption cost ${bytes} bytes`);
        if (end.code === 'cancelled') idleCancels += 1;
        // What arrived of a piece counts for the next; it is bounded by the piece.
        content.resends += bytes / Math.max(1, content.sizeBytes);
      }
      content.sent += bytes;
      const mostBytes = content.sizeBytes * (1 + content.resends);
      if (content.sent > mostBytes + 1) {
        report(
          `${call.assetId} has ${content.sizeBytes} bytes, and ${content.sent} were sent for ${content.resends} reasons`,
        );
      }
    },
    whenCalm() {
      if (idleCancels > MOST_CANCELS) report(`${idleCancels} transfers were broken off by the device itself`);
    },
  };
};

const CHUNK_BYTES = 4096;
/** A person, a network or a budget has its reasons; an engine that breaks off for none would pass this in a day. */
const MOST_CANCELS = 2_000;
