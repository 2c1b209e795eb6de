import type {
  BackupNativeEvents,
  TransferEnd,
  TransferFailureCode,
  TransferRecord,
  TransferRequest,
} from '../../modules/backup-native/src/index.ts';
import type { PhoneTransportDeps } from '../../src/device/net/phone-http-transport.ts';
import { TransferGate, type TransferNetwork } from './transfer-gate.ts';
import { sendStep } from './send-step.ts';

type TransferCalls = PhoneTransportDeps['native'];

type Tell = (name: keyof BackupNativeEvents, event: unknown) => void;

/** A transfer that is not over. */
interface Ongoing {
  readonly request: TransferRequest;
  /** The process that began it. */
  readonly view: Tell;
  /** Given when it is over, or its connection breaks. */
  broken: AbortController;
}

export interface TransferPhone {
  readonly platform: 'android' | 'ios';
  readonly network?: TransferNetwork;
}

/**
 * The transfers of a device, over real HTTP; `bytesAt` is what lies at an address, read when the transfer is asked for, since files that one needs stay. Each
 * process opens its own view. With it end the transfers that it began, as `interrupted`, but for those of iOS that shall survive. What may go over no
 * network on which bytes are counted waits while there is such a one; and without any network what survives waits, and the rest fails.
 */
export class FakeTransfers {
  /** Every transfer that was ever begun. */
  readonly requests: TransferRequest[] = [];
  /** Every answer to one, oldest first. */
  readonly answers: { readonly request: TransferRequest; readonly status: number }[] = [];
  readonly gate: TransferGate;
  readonly #bytesAt: (uri: string) => Uint8Array | Promise<Uint8Array>;
  readonly #nowMs: () => number;
  readonly #platform: TransferPhone['platform'];
  readonly #records = new Map<string, TransferRecord>();
  readonly #ongoing = new Map<string, Ongoing>();
  readonly #views = new Set<Tell>();

  constructor(
    bytesAt: (uri: string) => Uint8Array | Promise<Uint8Array>,
    nowMs: () => number = Date.now,
    { platform, network }: TransferPhone = { platform: 'ios' },
  ) {
    this.#bytesAt = bytesAt;
    this.#nowMs = nowMs;
    this.#platform = platform;
    this.gate = new TransferGate(network);
    this.gate.whenItChanges(() => {
      for (const { broken } of this.#ongoing.values()) broken.abort('the network changed');
    });
  }

  /** What is begun from now on is sent when the returned function is called. */
  hold(): () => void {
    return this.gate.hold();
  }

  /** The files that transfers still need. */
  get neededUris(): readonly string[] {
    const pieces = [...this.#ongoing.values()].flatMap(({ request }) =>
      request.steps.flatMap(({ body }) => body),
    );
    return pieces.flatMap((piece) => ('uri' in piece ? [piece.uri] : []));
  }

  open(): TransferCalls & {
    close(): void;
    /** The platform gives one up for this. */
    endTransfer(id: string, code: TransferFailureCode): Promise<void>;
  } {
    const listeners = new Map<string, Set<(event: never) => void>>();
    const view: Tell = (name, event) => {
      for (const listener of listeners.get(name) ?? []) (listener as (event: unknown) => void)(event);
    };
    this.#views.add(view);
    return {
      close: () => {
        this.#views.delete(view);
        for (const [id, { request, view: begunBy }] of this.#ongoing)
          if (begunBy === view && !this.#survives(request))
            this.#fail(id, 0, 'interrupted', 'the app was ended');
      },
      endTransfer: async (id, code) => this.#fail(id, 0, code, 'the platform gave it up'),
      addListener: (name, listener) => {
        const set = listeners.get(name) ?? new Set();
        listeners.set(name, set.add(listener));
        return { remove: () => void set.delete(listener) };
      },
      enqueueTransfer: async (request) => {
        if (!/^[A-Za-z0-9-]{1,64}$/.test(request.id)) throw new Error('invalid id');
        if (request.steps.length === 0) throw new Error('no steps');
        if (this.#records.has(request.id)) return;
        this.requests.push(request);
        const bodies = await Promise.all(request.steps.map(({ body }) => this.#bodyOf(body)));
        void this.#perform({ request, view, broken: new AbortController() }, bodies);
      },
      listTransfers: async () => [...this.#records.values()],
      cancelTransfers: async (ids) => {
        for (const id of ids) this.#fail(id, 0, 'cancelled', 'cancelTransfers was called');
      },
      acknowledgeTransfers: async (ids) => {
        for (const id of ids) if (this.#records.get(id)?.state === 'ended') this.#records.delete(id);
      },
      readConditions: () => ({
        network: 'wifi',
        isMetered: false,
        isRoaming: false,
        isLowData: false,
        isCharging: true,
        isLowPower: false,
        batteryLevel: 1,
      }),
    };
  }

  #survives({ lifetime }: TransferRequest): boolean {
    return this.#platform === 'ios' && lifetime === 'surviving';
  }

  #tell(name: keyof BackupNativeEvents, event: unknown): void {
    for (const view of [...this.#views]) view(name, event);
  }

  /** Undefined: a file ends before the bytes that were asked for. */
  async #bodyOf(pieces: TransferRequest['steps'][number]['body']): Promise<Buffer | undefined> {
    const bodies: Uint8Array[] = [];
    for (const piece of pieces) {
      if ('text' in piece) bodies.push(Buffer.from(piece.text, 'utf8'));
      else {
        const bytes = await this.#bytesAt(piece.uri);
        const slice = bytes.subarray(piece.fromByte, piece.fromByte + piece.sizeBytes);
        if (slice.length < piece.sizeBytes) return undefined;
        bodies.push(slice);
      }
    }
    return Buffer.concat(bodies);
  }

  #note(id: string, change: Partial<TransferRecord>): void {
    const record = this.#records.get(id);
    if (record !== undefined) this.#records.set(id, { ...record, ...change });
  }

  /** The first end counts. */
  #end(id: string, end: TransferEnd): void {
    const ongoing = this.#ongoing.get(id);
    if (ongoing === undefined) return;
    this.#ongoing.delete(id);
    const sent = end.kind === 'answered' ? { bytesSent: this.#records.get(id)?.totalBytes ?? 0 } : {};
    this.#note(id, { ...sent, state: 'ended', end });
    ongoing.broken.abort('it is over');
    this.#tell('onTransferEnded', { id, end });
  }

  #fail(id: string, step: number, code: TransferFailureCode, message: string): void {
    this.#end(id, { kind: 'failed', atMs: this.#nowMs(), step, code, message });
  }

  async #perform(ongoing: Ongoing, bodies: readonly (Buffer | undefined)[]): Promise<void> {
    const { request } = ongoing;
    const { id, note, steps } = request;
    const sizeOf = (body: Buffer | undefined): number => body?.length ?? 0;
    const totalBytes = bodies.reduce((sum, body) => sum + sizeOf(body), 0);
    this.#records.set(id, { id, note, totalBytes, bytesSent: 0, state: 'running', end: null });
    this.#ongoing.set(id, ongoing);
    const isOver = (): boolean => this.#ongoing.get(id) !== ongoing;
    let before = 0;
    for (let step = 0; step < steps.length && !isOver();) {
      const body = bodies[step];
      if (body === undefined) {
        this.#fail(id, step, 'changed-while-reading', 'it ended too early');
        return;
      }
      ongoing.broken = new AbortController();
      const isWaiting = !this.gate.isOpen(request, this.#survives(request));
      this.#note(id, { state: isWaiting ? 'waiting' : 'running', bytesSent: before });
      await this.gate.untilOpen(request, this.#survives(request), ongoing.broken.signal);
      if (isOver()) return;
      if (ongoing.broken.signal.aborted) continue;
      this.#note(id, { state: 'running' });
      if (!this.gate.isOnline) {
        this.#fail(id, step, 'network', 'there is no network');
        return;
      }
      const answer = await sendStep(steps[step]!, body, this.gate, ongoing.broken.signal, (bytes) => {
        this.#note(id, { bytesSent: before + bytes });
        this.#tell('onTransferProgress', { id, bytesSent: before + bytes, totalBytes });
      });
      if (isOver()) return;
      if (answer.kind === 'broken') {
        // What survives is begun again by iOS, and so is by both what was stopped over a network that it may not use.
        if (this.#survives(request) || !this.gate.isOpen(request, false)) continue;
        this.#fail(id, step, 'network', answer.message);
        return;
      }
      this.answers.push({ request, status: answer.status });
      const isLast = step === steps.length - 1 || answer.status < 200 || answer.status > 299;
      if (isLast) {
        this.#end(id, { ...answer, atMs: this.#nowMs(), step });
        return;
      }
      before += body.length;
      step += 1;
    }
  }
}
