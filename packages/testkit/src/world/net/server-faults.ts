import type { AssetId, ErrorCode } from '@keepsake/engine';

/** What goes wrong between a device and its server. */
export type ServerFault =
  /** The server answers so, and does nothing. */
  | { readonly kind: 'answers'; readonly code: ErrorCode; readonly retryAfterMs: number | undefined }
  /** No answer comes, for ever. */
  | { readonly kind: 'stalls' }
  /** No answer comes, and the device's own limit ends it. */
  | { readonly kind: 'times-out'; readonly afterMs: number }
  /** The server does it, and the answer is lost. */
  | { readonly kind: 'answer-lost' }
  /** The server does it, and answers with what nobody understands. */
  | { readonly kind: 'nonsense' }
  /** The connection breaks after so many bytes of an original. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The server dies after so many bytes of an original, and is away for so long. */
  | { readonly kind: 'dies'; readonly afterBytes: number; readonly forMs: number }
  /** No further byte gets through after so many. */
  | { readonly kind: 'stalls-after'; readonly bytes: number }
  /** A byte changes on its way. */
  | { readonly kind: 'corrupts' }
  /** What is kept is named with another checksum. */
  | { readonly kind: 'names-wrong-checksum' };

/** Which calls a fault is for. */
export type FaultTarget = 'any' | 'questions' | 'transfers';

interface Rule {
  readonly target: FaultTarget;
  readonly fault: ServerFault;
  left: number;
}

/** The faults that are yet to strike, in the order in which they came. */
export class ServerFaults {
  #rules: Rule[] = [];
  /** What the server dies of, whenever it is sent. */
  #deadly: { readonly of: AssetId; readonly fault: ServerFault } | undefined;
  #isAwayUntilMs = 0;

  add(target: FaultTarget, fault: ServerFault, times: number): void {
    this.#rules.push({ target, fault, left: times });
  }

  /** From now on the server dies of this asset after so many bytes, and is away for so long, each time. */
  dieOf(of: AssetId, afterBytes: number, forMs: number): void {
    this.#deadly = { of, fault: { kind: 'dies', afterBytes, forMs } };
  }

  /** The server is away for so long, in the world's own time. */
  goAway(untilMs: number): void {
    this.#isAwayUntilMs = untilMs;
  }

  isAway(elapsedMs: number): boolean {
    return elapsedMs < this.#isAwayUntilMs;
  }

  get isQuiet(): boolean {
    return this.#rules.length === 0 && this.#deadly === undefined;
  }

  clear(): void {
    this.#rules = [];
    this.#deadly = undefined;
    this.#isAwayUntilMs = 0;
  }

  /** What is wrong with this very call, which carries bytes of that asset; undefined: of none. */
  take(assetId: AssetId | undefined): ServerFault | undefined {
    if (assetId !== undefined && this.#deadly?.of === assetId) return this.#deadly.fault;
    const kind = assetId === undefined ? 'questions' : 'transfers';
    const rule = this.#rules.find(({ target, left }) => left > 0 && (target === 'any' || target === kind));
    if (rule === undefined) return undefined;
    rule.left -= 1;
    if (rule.left === 0) this.#rules = this.#rules.filter((other) => other !== rule);
    return rule.fault;
  }
}
