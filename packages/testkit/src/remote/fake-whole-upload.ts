import type {
  CancelSignal,
  UploadObserver,
  UploadOutcome,
  UploadPart,
  UploadRequest,
} from '@keepsake/engine';
import { refuseOtherBytes, refuseUnfit, type FakeArrival, type FakeIntake } from './fake-intake.ts';
import { FakeWire } from './fake-wire.ts';
import type { RemoteFault } from './remote-faults.ts';

/** On what the bytes of an upload go. */
export interface FakeWay {
  readonly observer: UploadObserver;
  readonly signal: CancelSignal;
  readonly fault: RemoteFault | undefined;
  /** Throws when there is no network. */
  readonly onArrival: (bytes: number) => void;
}

/** Takes an asset with its motion part in one request: both are kept, or neither (U2). */
export async function receiveWhole(
  intake: FakeIntake,
  request: UploadRequest,
  way: FakeWay,
): Promise<{ readonly outcome: UploadOutcome; readonly isNew: boolean }> {
  const { original, motion } = request;
  const known = intake.answerKnown(
    request,
    original.checksum,
    (kept) => motion === undefined || kept?.checksum === motion.checksum,
  );
  if (known !== undefined) return { outcome: known, isNew: false };
  const release = intake.reserve(original.sizeBytes + (motion?.sizeBytes ?? 0));
  try {
    const receive = receiverOn(way);
    const arrived = await receive(original);
    const arrivedMotion = motion && (await receive(motion));
    // The network can fail behind the last byte, too.
    way.onArrival(0);
    for (const arrival of [arrived, arrivedMotion]) if (arrival !== undefined) refuse(arrival, way.fault);
    const motionId = arrivedMotion && intake.keepMotion(request, arrivedMotion).remoteId;
    const outcome = intake.keepOriginal(request, arrived, motionId);
    return { outcome, isNew: outcome.kind === 'created' };
  } finally {
    release();
  }
}

/** Takes the motion part in a request of its own, out of sight, and then the still that names it; what is known needs no byte. */
export async function receiveInTwo(
  intake: FakeIntake,
  request: UploadRequest,
  way: FakeWay,
): Promise<UploadOutcome> {
  const { original, motion } = request;
  const receive = receiverOn(way);
  const arrive = async (part: UploadPart): Promise<FakeArrival> => {
    refuseUnfit(part.fileName, part.sizeBytes);
    const release = intake.reserve(part.sizeBytes);
    try {
      const arrival = await receive(part);
      refuse(arrival, way.fault);
      return arrival;
    } finally {
      release();
    }
  };
  const knownMotion = motion && intake.find(motion.checksum);
  const motionId = motion && (knownMotion ?? intake.keepMotion(request, await arrive(motion)).remoteId);
  const link = (): UploadOutcome | undefined => intake.bringToLight(request, original.checksum, motionId);
  return link() ?? intake.keepOriginal(request, await arrive(original), hidden(motionId));

  function hidden(id: typeof motionId): typeof motionId {
    if (id !== undefined) intake.hide(id);
    return id;
  }
}

function refuse(arrival: FakeArrival, fault: RemoteFault | undefined): void {
  refuseUnfit(arrival.fileName, arrival.bytes.length);
  refuseOtherBytes(arrival, fault?.kind === 'corrupted-on-the-way');
}

type ReceivePart = (part: UploadPart) => Promise<FakeArrival>;

/** Takes the parts of one request, one after the other on the same wire. */
function receiverOn({ observer, signal, fault, onArrival }: FakeWay): ReceivePart {
  let chunks: Uint8Array[] = [];
  const wire = new FakeWire({
    observer,
    signal,
    fault,
    onArrival: (chunk) => {
      onArrival(chunk.length);
      chunks.push(chunk);
    },
  });
  return async (part) => {
    chunks = [];
    await wire.send({ name: part.fileName, sizeBytes: part.sizeBytes, read: () => part.read() });
    const bytes = Uint8Array.from(Buffer.concat(chunks));
    return { fileName: part.fileName, checksum: part.checksum, bytes };
  };
}
