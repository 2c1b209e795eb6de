import { BackupError, Cancelled, throwIfCancelled, type CancelSignal, type Clock } from '@keepsake/engine';
import type { BodyPiece, HttpAnswer, HttpRequest, HttpTransport } from '@keepsake/remote';
import type { BackupNative, TransferEnd, TransferRequest } from '../../../modules/backup-native/src/index.ts';
import { isSuccess, keepEarlierAnswers } from './earlier-answers.ts';
import { locateStep } from './locate-step.ts';
import { answerOf } from './transfer-answer.ts';
import { transferIdOf } from './transfer-identity.ts';
import { settlePieces } from './pieces-under-way.ts';
import { createTransferNetworks } from './transfer-networks.ts';
import { mayBeDear, noteOf } from './transfer-notes.ts';
import { watchTransfer } from './watch-transfer.ts';

export interface PhoneTransportDeps {
  readonly native: Pick<
    BackupNative,
    | 'acknowledgeTransfers'
    | 'addListener'
    | 'cancelTransfers'
    | 'enqueueTransfer'
    | 'listTransfers'
    | 'readConditions'
  >;
  /** For everything but files. */
  readonly plain: HttpTransport;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Whether the platform begins what survives when it thinks fit, as iOS does while nobody looks on. */
  readonly isPutOff: () => boolean;
  /** Whether a transfer of so many bytes shall go on when the app is frozen or dead, or at full speed and end with its process. */
  readonly lifetimeOf: (totalBytes: number) => TransferRequest['lifetime'];
  /** Whether the app is awake for long enough to send by itself what the platform sends on without it. */
  readonly staysAwake: () => boolean;
  /** Removes on a full device what can be made again; false: there was nothing. Never fails. */
  readonly makeRoom: () => Promise<boolean>;
}

export interface PhoneHttpTransport {
  /** Requests of one person. What was answered to another is not theirs, however equal the photos are. */
  of(userId: string): HttpTransport;
  /** How often the server took a file, or a piece of one, that this process sent. It only grows. */
  takenCount(): number;
  /** Whether a transfer that goes on by itself reads this file. */
  isInTransfer(uri: string): boolean;
  /**
   * What would end with the app now, and goes on without it if it is begun anew, is begun anew: the app is frozen in a moment. Resolves when it
   * is. Never fails.
   */
  handOver(): Promise<void>;
  /**
   * The person forbids networks that were allowed: of what goes on by itself, and may go over them, what somebody waits for is begun anew for the
   * networks that it may use now, and the rest ends until its next turn (N2). Never fails.
   */
  forbidMetered(): Promise<void>;
  /** The person pauses: what goes on by itself, and nobody waits for, ends until its next turn (U7). Never fails. */
  endLeft(): Promise<void>;
  /** Ends whatever goes on by itself, and forgets what was answered: whoever it was for has left. Never fails. */
  endAll(): Promise<void>;
}

const STALL_TIMEOUT_MS = 30_000;

/**
 * Sends files by the platform itself (U3): their bytes never pass through JavaScript. A request that was made before, by this process or by one that is
 * dead, is not made again while it goes on, nor when it was answered well: its answer is taken.
 */
export function createPhoneHttpTransport(deps: PhoneTransportDeps): PhoneHttpTransport {
  const { native, lifetimeOf, isPutOff, makeRoom } = deps;
  const answers = keepEarlierAnswers(deps);
  /** Files of transfers that were left to go on, by the platform or until another run waits for them. */
  const leftBehind = new Map<string, readonly string[]>();
  /** Transfers that were begun here, and end with this process: how many bytes each is. */
  const fleeting = new Map<string, number>();
  const networks = createTransferNetworks(native, (id) => fleeting.has(id));
  /** Transfers whose end somebody waits for here, and what they were asked for by. */
  const awaited = new Map<string, HttpRequest>();
  let takenCount = 0;
  /** Those that are cut off to be begun anew: to be called when it is so, or nobody waits for it any more. */
  const begunAnew = new Map<string, (() => void)[]>();
  /** It is begun anew once it is cut off, which is for the caller. */
  const expectAnew = (id: string, onBegun?: () => void): void => {
    const waiting = begunAnew.get(id) ?? [];
    begunAnew.set(id, onBegun === undefined ? waiting : [...waiting, onBegun]);
  };
  const settleAnew = (id: string): void => {
    const waiting = begunAnew.get(id) ?? [];
    begunAnew.delete(id);
    for (const onBegun of waiting) onBegun();
  };
  native.addListener('onTransferEnded', ({ id }) => {
    leftBehind.delete(id);
    fleeting.delete(id);
  });

  const enqueue = async (
    id: string,
    request: HttpRequest & { body: { kind: 'stream' } },
    pieces: readonly BodyPiece[],
    allowsMetered: boolean,
    signal: CancelSignal,
  ): Promise<readonly string[]> => {
    const { step, uris } = await locateStep(request, pieces, signal);
    const lifetime = lifetimeOf(request.body.sizeBytes);
    const wanted: TransferRequest = {
      id,
      note: noteOf(allowsMetered, request),
      lifetime,
      allowsMetered,
      stallTimeoutMs: STALL_TIMEOUT_MS + (request.morePatienceMs ?? 0),
      steps: [step],
    };
    if (lifetime === 'now') fleeting.set(id, request.body.sizeBytes);
    else fleeting.delete(id);
    try {
      await native.enqueueTransfer(wanted).catch(async (error: unknown) => {
        // What is kept for other turns is not to take the room of this one.
        if (!isFull(error) || !(await makeRoom())) throw error;
        await native.enqueueTransfer(wanted);
      });
    } catch (error) {
      fleeting.delete(id);
      throw error;
    }
    return uris;
  };

  const sendNatively = async (
    userId: string,
    request: HttpRequest & { body: { kind: 'stream' } },
    pieces: readonly BodyPiece[],
    signal: CancelSignal,
  ): Promise<HttpAnswer> => {
    throwIfCancelled(signal);
    const id = transferIdOf(userId, request, pieces);
    try {
      for (;;) {
        const end = await sendOnce(id, request, pieces, signal);
        const failure = end.kind === 'failed' ? end.code : undefined;
        const isAgain =
          (failure === 'cancelled' && begunAnew.has(id)) || (failure === 'no-space' && (await makeRoom()));
        if (!isAgain) return await taken(id, end);
      }
    } finally {
      settleAnew(id);
    }
  };

  const sendOnce = async (
    id: string,
    request: HttpRequest & { body: { kind: 'stream' } },
    pieces: readonly BodyPiece[],
    signal: CancelSignal,
  ): Promise<TransferEnd> => {
    const watch = watchTransfer(deps, id, (bytesSent) => request.onBytesSent?.(bytesSent));
    try {
      awaited.set(id, request);
      const records = await native.listTransfers();
      answers.forgetSpent(records, id);
      const known = records.find((record) => record.id === id);
      const kept = known && answers.of(known);
      if (kept !== undefined) return kept;
      let uris = leftBehind.get(id) ?? [];
      let isDearAllowed = known === undefined || mayBeDear(known);
      if (known === undefined || known.state === 'ended') {
        isDearAllowed = networks.mayBeDearIn(request);
        if (known !== undefined) await native.acknowledgeTransfers([id]);
        uris = await enqueue(id, request, pieces, isDearAllowed, signal);
        settleAnew(id);
      } else if (networks.isForOthers(known, request)) {
        expectAnew(id);
        await native.cancelTransfers([id]);
      }
      if (known?.state !== 'running' || known.bytesSent === 0)
        // What waits for a better network than this is not put off: it is asked for again, and goes over this one if it may.
        watch.bearPutOff(() => !fleeting.has(id) && (isDearAllowed || !networks.isDear()) && isPutOff());
      return await untilEnded(watch.ended, id, uris, signal);
    } finally {
      awaited.delete(id);
      watch.stop();
    }
  };

  const untilEnded = (
    ended: Promise<TransferEnd>,
    id: string,
    uris: readonly string[],
    signal: CancelSignal,
  ): Promise<TransferEnd> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        if (isLeftToGoOn(signal.reason, fleeting.has(id))) leftBehind.set(id, uris);
        else native.cancelTransfers([id]).catch(() => undefined);
        reject(signal.reason);
      };
      if (signal.aborted) {
        stop();
        return;
      }
      signal.addEventListener('abort', stop);
      void ended.then((end) => {
        signal.removeEventListener('abort', stop);
        resolve(end);
      });
    });

  const taken = async (id: string, end: TransferEnd): Promise<HttpAnswer> => {
    // One that cannot be forgotten now is forgotten when it is met again.
    await native.acknowledgeTransfers([id]).catch(() => undefined);
    if (isSuccess(end)) takenCount += 1;
    return answerOf(end);
  };

  return {
    of: (userId) => ({
      async send(request, signal) {
        const { body } = request;
        if (body.kind === 'stream' && body.pieces !== undefined)
          return sendNatively(userId, { ...request, body }, body.pieces, signal);
        if (request.method === 'HEAD') await settlePieces(request, deps, (id) => awaited.has(id), signal);
        return answers.ask(request, signal);
      },
    }),
    takenCount: () => takenCount,
    isInTransfer: (uri) => [...leftBehind.values()].some((uris) => uris.includes(uri)),
    async handOver() {
      const ids = [...fleeting].flatMap(([id, sizeBytes]) =>
        awaited.has(id) && lifetimeOf(sizeBytes) !== 'now' ? [id] : [],
      );
      // What is cut off already for another run is not cut off again when it has begun anew.
      const goingOn = ids.filter((id) => !begunAnew.has(id));
      const begun = ids.map((id) => new Promise<void>((resolve) => expectAnew(id, resolve)));
      try {
        await native.cancelTransfers(goingOn);
        await Promise.all(begun);
      } catch {
        // What goes on ends with the app, and is sent again.
        ids.forEach(settleAnew);
      }
    },
    async forbidMetered() {
      try {
        const forbidden = (await native.listTransfers()).filter((record) => {
          const request = awaited.get(record.id);
          if (record.end !== null || !mayBeDear(record)) return false;
          if (request === undefined) return true;
          // What ends with this process the engine cuts short by itself, as long as somebody waits for it.
          return !fleeting.has(record.id) && !networks.mayBeDearIn(request);
        });
        const ids = forbidden.map(({ id }) => id);
        for (const id of ids) if (awaited.has(id)) expectAnew(id);
        await native.cancelTransfers(ids);
      } catch {
        // What goes on is begun anew when it is met again.
      }
    },
    async endLeft() {
      try {
        const left = (await native.listTransfers()).filter(({ id, end }) => end === null && !awaited.has(id));
        await native.cancelTransfers(left.map(({ id }) => id));
      } catch {
        // What goes on is waited for when it is met again.
      }
    },
    async endAll() {
      try {
        const ids = (await native.listTransfers()).map(({ id }) => id);
        await native.cancelTransfers(ids);
        await native.acknowledgeTransfers(ids);
      } catch {
        // What goes on has the login of whoever left, which the server takes no longer.
      }
    },
  };
}

const isFull = (error: unknown): boolean => error instanceof BackupError && error.code === 'device-full';

/**
 * Another run takes this one's place, in this process, and waits for what goes on already. Or the time is used up: then the platform sends on what
 * need not end with the process, and the next run takes the answer.
 */
const isLeftToGoOn = (reason: unknown, isFleeting: boolean): boolean =>
  reason instanceof Cancelled && (reason.why === 'yielding' || (reason.why === 'out-of-time' && !isFleeting));
