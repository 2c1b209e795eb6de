import type { AssetId, DeviceAssetId } from '@keepsake/engine';
import type { SendingCall } from '@keepsake/testkit';
import { CHUNK_SIZES } from '../boot-engine.ts';
import type { CreateInvariant } from '../invariant.ts';

interface Content {
  sent: number;
  sizeBytes: number;
  /** How often it had to be sent anew, in files and parts of one. */
  resends: number;
  /** As what each asset was last sent. */
  readonly names: Map<AssetId, DeviceAssetId>;
}

/** Bytes sent ≤ bytes of new content + one chunk per interruption + one file per forced re-send. */
export const bytesAreNotWasted: CreateInvariant = (truth, report) => {
  /** Per content: bytes of calls that came to a good end, how much it has, and how often it had to be sent anew. */
  const contents = new Map<string, Content>();
  let idleCancels = 0;
  const inFlight = new Set<SendingCall>();

  /** Small files go again as a whole; of large ones a piece, where the server takes pieces. */
  const mostBytesOfCall = (contentBytes: number): number => {
    const { resumable } = truth.world.remote.can;
    if (resumable === undefined || contentBytes < CHUNK_SIZES.resumableFromBytes) return contentBytes;
    return Math.min(CHUNK_SIZES.chunkBytes, resumable.maxAppendBytes ?? Infinity);
  };

  const contentOf = (key: string) => {
    const known: Content = contents.get(key) ?? { sent: 0, sizeBytes: 0, resends: 0, names: new Map() };
    contents.set(key, known);
    return known;
  };

  /** What was begun as another version, or of another asset with the same bytes, is of no use to this one. */
  const beginAnew = ({ content: key, assetId, deviceAssetId, checksums }: SendingCall): void => {
    const content = contentOf(key);
    const isKept = checksums.every((checksum) => truth.holds(checksum));
    if (content.sent > 0 && content.names.get(assetId) !== deviceAssetId && !isKept) content.resends += 1;
    content.names.set(assetId, deviceAssetId);
  };

  /** A still that two Live Photos share is shown with the motion part that came last: to be joined with the other it comes again. */
  const joinAnew = ({ content: key, checksums, way, sizeBytes }: SendingCall): void => {
    const isBegun = way === 'whole' || sizeBytes === 0;
    const kept = checksums[0] === undefined ? undefined : truth.world.remote.assetOf(checksums[0]);
    if (!isBegun || kept?.motionId === undefined) return;
    const shown = truth.world.remote.server.motionOf(kept);
    const isJoined = key.endsWith(way === 'whole' ? `+${shown?.checksum ?? ''}` : ` with ${kept.motionId}`);
    const isWithMotion = key.includes(way === 'whole' ? '+' : ' with ');
    if (isWithMotion && !isJoined) contentOf(key).resends += 1;
  };

  return {
    name: 'bytes sent ≤ bytes of new content + one chunk per interruption + one file per forced re-send',
    see(seen) {
      // What was begun of an asset that is out of sight is given up, and comes anew when it is back.
      const isGivenUp = seen.kind === 'call' && seen.method === 'cancel';
      if (seen.kind === 'uploads-expired' || isGivenUp)
        for (const content of contents.values()) content.resends += 1;
      // Nobody knows that what is given up will be wanted again.
      if (seen.kind === 'call' && seen.method === 'cancel' && seen.end === 'answered') {
        for (const content of contents.values()) content.resends += 1;
      }
      if (seen.kind === 'server-lost') {
        for (const [key, content] of contents) if (key.includes(seen.checksum)) content.resends += 1;
      }
      if (seen.kind === 'sending' && seen.call.sizeBytes > 0) beginAnew(seen.call);
      if (seen.kind === 'sending') joinAnew(seen.call);
      if (seen.kind === 'sending') inFlight.add(seen.call);
      if (seen.kind === 'sent') inFlight.delete(seen.call);
      // What a frozen process had begun another one begins anew.
      if (seen.kind === 'process' && seen.what === 'fell-asleep') {
        for (const call of inFlight) if (call.process === seen.process) contentOf(call.content).resends += 1;
      }
      if (seen.kind !== 'sent') return;
      const { call, end, bytes } = seen;
      const content = contentOf(call.content);
      // What a server has judged is thrown away whole: all of it has to come again.
      if (end.kind === 'broken' && JUDGEMENTS.has(end.code)) content.resends += 1;
      if (bytes === 0) return;
      content.sizeBytes = call.contentBytes;
      if (end.kind === 'broken') {
        if (bytes > mostBytesOfCall(call.contentBytes)) {
          report(`an interruption cost ${bytes} of the ${call.contentBytes} bytes of ${call.assetId}`);
        }
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

/** What a server answers when it has looked at what came. */
const JUDGEMENTS: ReadonlySet<string> = new Set([
  'quota-exceeded',
  'server-disk-full',
  'checksum-mismatch',
  'rejected',
  'unsupported-type',
  'empty-file',
]);
/** A person, a network or a budget has its reasons; an engine that breaks off for none would pass this in a day. */
const MOST_CANCELS = 2_000;
