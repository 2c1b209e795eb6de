import { request as httpRequest } from 'node:http';
import type {
  BackupNative,
  BackupNativeEvents,
  TransferEnd,
  TransferRecord,
  TransferRequest,
} from '../../modules/backup-native/src/index.ts';

type TransferCalls = Pick<
  BackupNative,
  | 'acknowledgeTransfers'
  | 'addListener'
  | 'cancelTransfers'
  | 'enqueueTransfer'
  | 'listTransfers'
  | 'readConditions'
>;

/** Of a body: so much goes at once, and is told. */
const SLICE_BYTES = 4_096;

/**
 * The transfers of a device, which outlive the processes that ask for them, over real HTTP; `bytesAt` is what lies at an address. Each process
 * opens its own view, which is deaf once it is closed.
 */
export class FakeTransfers {
  /** Every transfer that was ever begun. */
  readonly requests: TransferRequest[] = [];
  readonly #bytesAt: (uri: string) => Uint8Array | Promise<Uint8Array>;
  readonly #nowMs: () => number;
  readonly #records = new Map<string, TransferRecord>();
  readonly #stops = new Map<string, () => void>();
  #network: Promise<void> = Promise.resolve();
  readonly #views = new Set<(name: keyof BackupNativeEvents, event: unknown) => void>();

  constructor(bytesAt: (uri: string) => Uint8Array | Promise<Uint8Array>, nowMs: () => number = Date.now) {
    this.#bytesAt = bytesAt;
    this.#nowMs = nowMs;
  }

  /** What is begun from now on is sent when the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.#network = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  open(): TransferCalls & { close(): void } {
    const listeners = new Map<string, Set<(event: never) => void>>();
    const view = (name: keyof BackupNativeEvents, event: unknown): void => {
      for (const listener of listeners.get(name) ?? []) (listener as (event: unknown) => void)(event);
    };
    this.#views.add(view);
    return {
      close: () => void this.#views.delete(view),
      addListener: (name, listener) => {
        const set = listeners.get(name) ?? new Set();
        listeners.set(name, set.add(listener));
        return { remove: () => void set.delete(listener) };
      },
      enqueueTransfer: async (request) => {
        if (!/^[A-Za-z0-9-]{1,64}$/.test(request.id)) throw new Error('invalid id');
        if (this.#records.has(request.id)) return;
        this.requests.push(request);
        const body = await this.#bodyOf(request);
        void this.#begin(request, body);
      },
      listTransfers: async () => [...this.#records.values()],
      cancelTransfers: async (ids) => {
        for (const id of ids) this.#stops.get(id)?.();
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

  #tell(name: keyof BackupNativeEvents, event: unknown): void {
    for (const view of [...this.#views]) view(name, event);
  }

  /** Undefined: a file ends before the bytes that were asked for. */
  async #bodyOf({ steps }: TransferRequest): Promise<Buffer | undefined> {
    const [step] = steps;
    if (step === undefined || steps.length > 1) throw new Error('not imitated');
    const pieces: Uint8Array[] = [];
    for (const piece of step.body) {
      if ('text' in piece) pieces.push(Buffer.from(piece.text, 'utf8'));
      else {
        const bytes = await this.#bytesAt(piece.uri);
        const slice = bytes.subarray(piece.fromByte, piece.fromByte + piece.sizeBytes);
        if (slice.length < piece.sizeBytes) return undefined;
        pieces.push(slice);
      }
    }
    return Buffer.concat(pieces);
  }

  async #begin({ id, note, steps: [step] }: TransferRequest, whole: Buffer | undefined): Promise<void> {
    if (step === undefined) return;
    const body = whole ?? Buffer.alloc(0);
    const record = { id, note, totalBytes: body.length, bytesSent: 0 };
    this.#records.set(id, { ...record, state: 'running', end: null });
    let isEnded = false;
    const end = (how: TransferEnd): void => {
      if (isEnded) return;
      isEnded = true;
      this.#records.set(id, { ...record, bytesSent: body.length, state: 'ended', end: how });
      this.#tell('onTransferEnded', { id, end: how });
    };
    const fail = (code: 'cancelled' | 'changed-while-reading' | 'network', message: string): void =>
      end({ kind: 'failed', atMs: this.#nowMs(), step: 0, code, message });
    const cancel = (): void => fail('cancelled', 'cancelTransfers was called');
    this.#stops.set(id, cancel);
    if (whole === undefined) fail('changed-while-reading', 'it ended too early');
    await this.#network;
    if (isEnded) return;
    const outgoing = httpRequest(
      step.url,
      { method: step.method, headers: { ...step.headers, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
          );
          const text = Buffer.concat(chunks).toString('utf8');
          end({
            kind: 'answered',
            atMs: this.#nowMs(),
            step: 0,
            status: answer.statusCode ?? 0,
            headers,
            body: text,
          });
        });
      },
    );
    outgoing.on('error', (error) => fail('network', error.message));
    this.#stops.set(id, () => {
      cancel();
      outgoing.destroy();
    });
    for (let at = 0; at < body.length && !outgoing.destroyed; at += SLICE_BYTES) {
      const slice = body.subarray(at, at + SLICE_BYTES);
      await new Promise<void>((resolve) => outgoing.write(slice, () => resolve()));
      this.#tell('onTransferProgress', { id, bytesSent: at + slice.length, totalBytes: body.length });
    }
    if (!outgoing.destroyed) outgoing.end();
  }
}
