import type { CancelSignal } from '@keepsake/engine';

const never = <Answer>(): Promise<Answer> => new Promise<Answer>(() => undefined);

/**
 * The life of one simulated process. Each crossing of a port, to and fro, is a step, and death strikes at a step or
 * between two: what the process called out never comes back to it, and what it calls from then on does nothing.
 */
export class Life {
  readonly name: string;
  #isAlive = true;
  #isAsleep = false;
  #hasSlept = false;
  #stepsLeft = Infinity;
  readonly #whenAwake: (() => void)[] = [];
  readonly #onDeath = new Set<() => void>();
  readonly #onStep: () => void;

  /** `onStep` is told of each step, to notice a process that never comes to rest. */
  constructor(name: string, onStep: () => void = () => undefined) {
    this.name = name;
    this.#onStep = onStep;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Frozen by the platform: what happens meanwhile reaches it when it wakes up. */
  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  get hasSlept(): boolean {
    return this.#hasSlept;
  }

  fallAsleep(): void {
    this.#hasSlept = true;
    this.#isAsleep = this.#isAlive;
  }

  /** Timers that are long over and answers that are long there reach it now, in the order in which they came. */
  wakeUp(): void {
    this.#isAsleep = false;
    for (const go of this.#whenAwake.splice(0)) this.whenAwake(go);
  }

  /** Lets something reach the process: at once, or when it wakes up; never when it dies before that. */
  whenAwake(reach: () => void): void {
    if (this.#isAsleep) this.#whenAwake.push(reach);
    else if (this.#isAlive) reach();
  }

  /** Dies at the n-th step from now. */
  dieAfter(steps: number): void {
    this.#stepsLeft = steps;
  }

  die(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#isAsleep = false;
    this.#whenAwake.length = 0;
    for (const tell of [...this.#onDeath]) tell();
    this.#onDeath.clear();
  }

  /** Calls back at its death, until the returned function is called. */
  whenItDies(onDeath: () => void): () => void {
    this.#onDeath.add(onDeath);
    return () => this.#onDeath.delete(onDeath);
  }

  /** Answers whether it lives on. */
  step(): boolean {
    if (!this.#isAlive) return false;
    this.#onStep();
    this.#stepsLeft -= 1;
    if (this.#stepsLeft <= 0) this.die();
    return this.#isAlive;
  }

  /** Makes a call over a port. A process that dies meanwhile does not learn how it ended. */
  call<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (!this.step()) return never();
    return new Promise((resolve, reject) => {
      work().then(
        (answer) => {
          this.whenAwake(() => {
            if (this.step()) resolve(answer);
          });
        },
        (error: unknown) => {
          this.whenAwake(() => {
            if (this.step()) reject(error);
          });
        },
      );
    });
  }

  /** Bytes that the process reads from outside. */
  read(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    return {
      [Symbol.asyncIterator]: (): AsyncIterator<Uint8Array> => {
        const iterator = chunks[Symbol.asyncIterator]();
        return {
          next: () => this.call(() => iterator.next()),
          return: () =>
            this.call(async () => {
              await iterator.return?.();
              return { done: true, value: undefined };
            }),
        };
      },
    };
  }

  /** The signal, also given when the process dies: what serves it, outside, then lets go. */
  until(signal: CancelSignal): CancelSignal {
    return new MortalSignal(this, signal);
  }
}

/** Aborted when its parent is, or when the process dies. */
class MortalSignal implements CancelSignal {
  readonly #life: Life;
  readonly #signal: CancelSignal;
  readonly #forgets = new Map<() => void, () => void>();

  constructor(life: Life, signal: CancelSignal) {
    this.#life = life;
    this.#signal = signal;
  }

  get aborted(): boolean {
    return !this.#life.isAlive || this.#signal.aborted;
  }

  get reason(): unknown {
    return this.#signal.aborted ? this.#signal.reason : PROCESS_DIED;
  }

  addEventListener(type: 'abort', listener: () => void): void {
    this.#signal.addEventListener(type, listener);
    this.#forgets.set(listener, this.#life.whenItDies(listener));
  }

  removeEventListener(type: 'abort', listener: () => void): void {
    this.#signal.removeEventListener(type, listener);
    this.#forgets.get(listener)?.();
    this.#forgets.delete(listener);
  }
}

/** What work outside a process is told when that process dies. */
export const PROCESS_DIED = new Error('the process died');
