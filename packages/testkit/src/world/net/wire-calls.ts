import { BackupError, type CancelSignal, type UploadOutcome } from '@keepsake/engine';
import type { FakePhotoServer } from '../../remote/fake-photo-server.ts';
import { PROCESS_DIED, type Life } from '../life.ts';
import type { Observer, SendingCall, SendingEnd } from '../observations.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { Connection } from './connection.ts';
import type { ServerFault, ServerFaults } from './server-faults.ts';
import type { SimulatedNetwork } from './simulated-network.ts';

/** Given to the server, which does what it was asked to whatever becomes of who asked. */
export const NOBODY_STOPS: CancelSignal = {
  aborted: false,
  reason: undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

const WRONG_CHECKSUM = '0123456789012345678901234567890123456789' as UploadOutcome['checksum'];

/** What all calls of one process to its server share. */
export interface WireDeps {
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly faults: ServerFaults;
  readonly server: FakePhotoServer;
  readonly life: Life;
  readonly observe: Observer;
  /** True: the server's disk is full. */
  readonly isDiskFull: () => boolean;
}

/** Makes the calls of one process: over the network, with the faults of the world, while the process lives. */
export class WireCalls {
  readonly #deps: WireDeps;

  constructor(deps: WireDeps) {
    this.#deps = deps;
  }

  /** A call that carries no bytes of an original. */
  ask<Answer>(method: string, signal: CancelSignal, perform: () => Promise<Answer>): Promise<Answer> {
    return this.#deps.life.call(async () => {
      const connection = this.#connect(undefined, this.#deps.faults.take(undefined), signal);
      return this.#told(method, async () => {
        await connection.reachServer();
        const answer = await this.#perform(perform);
        await connection.bringBack();
        return answer;
      });
    });
  }

  /** A call that carries bytes of an original. `perform` sends them over the connection. */
  send<Answer extends object>(
    method: string,
    call: Omit<SendingCall, 'process' | 'startedAtMs'>,
    signal: CancelSignal,
    perform: (connection: Connection) => Promise<Answer>,
  ): Promise<Answer> {
    const { life, clock, faults, observe } = this.#deps;
    return life.call(async () => {
      const full: SendingCall = { ...call, process: life.name, startedAtMs: clock.elapsedMs };
      const fault = faults.take(call.assetId);
      const connection = this.#connect(full, fault, signal);
      let isKept = false;
      const endWith = (end: SendingEnd): void => {
        observe({ kind: 'sent', call: full, end, bytes: connection.sentBytes });
      };
      return this.#told(method, async () => {
        observe({ kind: 'sending', call: full });
        try {
          await connection.reachServer();
          this.#refuseWhenFull();
          const answer = await this.#perform(() => perform(connection));
          isKept = true;
          await connection.bringBack();
          endWith({ kind: connection.sentBytes === 0 ? 'had' : 'kept' });
          return fault?.kind === 'names-wrong-checksum' ? misnamed(answer) : answer;
        } catch (error) {
          endWith(isKept ? { kind: 'answer-lost' } : { kind: 'broken', code: codeOf(error) });
          throw error;
        }
      });
    });
  }

  #connect(call: SendingCall | undefined, fault: ServerFault | undefined, signal: CancelSignal): Connection {
    const { clock, network, faults, life, observe } = this.#deps;
    return new Connection({
      clock,
      network,
      faults,
      fault,
      isQuestion: call === undefined,
      isAsleep: () => life.isAsleep,
      signal: life.until(signal),
      onBytes(bytes) {
        if (call === undefined) return;
        const { assetId } = call;
        observe({
          kind: 'bytes',
          process: life.name,
          way: 'up',
          assetId,
          bytes,
          network: network.state.kind,
        });
      },
    });
  }

  #perform<Answer>(perform: () => Promise<Answer>): Promise<Answer> {
    this.#deps.server.nowMs = SERVER_EPOCH_MS + this.#deps.clock.elapsedMs;
    return perform();
  }

  #refuseWhenFull(): void {
    if (this.#deps.isDiskFull()) throw new BackupError('server-disk-full', 'The disk of the server is full');
  }

  async #told<Answer>(method: string, work: () => Promise<Answer>): Promise<Answer> {
    const { life, observe } = this.#deps;
    try {
      const answer = await work();
      observe({ kind: 'call', process: life.name, method, end: 'answered' });
      return answer;
    } catch (error) {
      observe({ kind: 'call', process: life.name, method, end: codeOf(error) });
      throw error;
    }
  }
}

/** The server's clock is right, whatever the device's shows. */
export const SERVER_EPOCH_MS = Date.UTC(2026, 0, 1);

function codeOf(error: unknown): (SendingEnd & { kind: 'broken' })['code'] {
  if (error instanceof BackupError) return error.code;
  return error === PROCESS_DIED ? 'died' : 'cancelled';
}

/** The answer with another checksum than the server keeps, wherever it names one. */
function misnamed<Answer extends object>(answer: Answer): Answer {
  if ('checksum' in answer) return { ...answer, checksum: WRONG_CHECKSUM };
  if ('outcome' in answer) return { ...answer, outcome: misnamed(answer.outcome as object) };
  return answer;
}
