import { BackupError, throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { ServerFault, ServerFaults } from './server-faults.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import { untilStopped } from './until-stopped.ts';

const LATENCY_MS = 30;
/** What every adapter gives a server that is silent, and the sixth more that it takes to notice. */
const ADAPTER_LIMIT_MS = 35_000;

/** What a connection needs of its world. */
export interface ConnectionDeps {
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  /** Whether the server is there at all; and what is wrong with this very call. */
  readonly faults: ServerFaults;
  readonly fault: ServerFault | undefined;
  /** The call carries no bytes of an original. */
  readonly isQuestion: boolean;
  /** Whether the process that makes the call is frozen: then no byte goes out, and no answer comes in. */
  readonly isAsleep: () => boolean;
  /** Given when the device gives the call up, or its process dies. */
  readonly signal: CancelSignal;
  /** Bytes of an original are handed to the network. */
  readonly onBytes: (bytes: number) => void;
}

/** The way of one call to the server and back, over the network as it is at each moment. */
export class Connection {
  /** Bytes of originals that were handed to the network. */
  sentBytes = 0;
  readonly #deps: ConnectionDeps;
  readonly #epoch: number;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.#epoch = deps.network.epoch;
  }

  /** The way there, with what goes wrong before the server sees anything. */
  async reachServer(): Promise<void> {
    const { clock, network, fault, signal } = this.#deps;
    throwIfCancelled(signal);
    this.#throwIfBroken();
    await this.#travel();
    if (network.isCaptive)
      throw new BackupError('bad-answer', 'HTML, where an answer of the server should be');
    switch (fault?.kind) {
      case 'answers':
        throw new BackupError(fault.code, `the server answers ${fault.code}`, {
          retryAfterMs: fault.retryAfterMs,
        });
      case 'times-out':
        await clock.sleep(fault.afterMs, signal);
        throw new BackupError('timeout', `no answer within ${fault.afterMs} ms`);
      case 'stalls':
        await this.#stall();
        break;
      default:
    }
  }

  /** The way back, with what goes wrong when the server has done it all. */
  async bringBack(): Promise<void> {
    const { fault } = this.#deps;
    await this.#travel();
    this.#throwIfAsleep();
    if (fault?.kind === 'answer-lost') throw new BackupError('network', 'the answer was lost');
    if (fault?.kind === 'nonsense') throw new BackupError('bad-answer', 'an answer of the wrong shape');
  }

  /** Bytes of an original on their way to the server, as they arrive there. */
  async *send(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { clock, network, fault, signal } = this.#deps;
    const iterator = chunks[Symbol.asyncIterator]();
    try {
      for (;;) {
        this.#throwIfAsleep();
        const step = await untilStopped(iterator.next(), signal);
        if (step.done === true) return;
        let chunk = step.value;
        this.#throwIfBroken();
        const endsAfterBytes = fault?.kind === 'cut' || fault?.kind === 'dies' ? fault.afterBytes : Infinity;
        const leftBytes = Math.max(0, endsAfterBytes - this.sentBytes);
        if (leftBytes < chunk.length) chunk = chunk.slice(0, leftBytes);
        if (fault?.kind === 'stalls-after' && this.sentBytes + chunk.length > fault.bytes)
          await this.#stall();
        if (fault?.kind === 'corrupts' && this.sentBytes === 0) chunk = chunk.map((byte) => byte ^ 1);
        if (chunk.length > 0) {
          this.sentBytes += chunk.length;
          this.#deps.onBytes(chunk.length);
          await clock.sleep(Math.ceil((chunk.length * 1000) / network.state.bytesPerSecond), signal);
          this.#throwIfBroken();
          yield chunk;
        }
        if (leftBytes <= step.value.length) {
          if (fault?.kind === 'dies') this.#deps.faults.goAway(clock.elapsedMs + fault.forMs);
          throw new BackupError('network', 'the connection was cut');
        }
      }
    } finally {
      // Not awaited: a source that is stuck does not end, either.
      iterator.return?.().catch(() => undefined);
    }
  }

  async #travel(): Promise<void> {
    await this.#deps.clock.sleep(LATENCY_MS, this.#deps.signal);
    this.#throwIfBroken();
  }

  #throwIfBroken(): void {
    const { clock, network, faults } = this.#deps;
    network.throwIfBroken(this.#epoch);
    if (faults.isAway(clock.elapsedMs)) throw new BackupError('network', 'nobody listens at the server');
  }

  /** Platforms close what a frozen process has open. */
  #throwIfAsleep(): void {
    if (this.#deps.isAsleep())
      throw new BackupError('network', 'the connection was closed while its process slept');
  }

  /** Until it is given up; not even a network that goes away is noticed. With a question the adapter loses its patience. */
  async #stall(): Promise<void> {
    const { clock, signal, isQuestion } = this.#deps;
    if (!isQuestion) await untilStopped(new Promise<never>(() => undefined), signal);
    await clock.sleep(ADAPTER_LIMIT_MS, signal);
    throw new BackupError('timeout', 'the server is silent');
  }
}
