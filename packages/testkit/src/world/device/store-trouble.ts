import { BackupError } from '@keepsake/engine';
import type { SeededRandom } from '../../library/seeded-random.ts';
import type { Life } from '../life.ts';
import type { Observer } from '../observations.ts';
import type { StoreFailing, StoreFailure } from './store-failing.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';

const TOO_SLOW_MS = 200;
const JUST_NOW_MS = 15_000;

interface Rule {
  readonly failing: StoreFailing;
  spared: number;
  left: number;
}

interface TroubleDeps {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly observe: Observer;
}

/** The trouble with a store that all processes of a device share: its calls fail, or take their time. */
export class StoreTrouble {
  /** Each call takes up to so long on its way there, and as long on its way back: what happens meanwhile comes in another order. */
  slowMs = 0;
  readonly #deps: TroubleDeps;
  #slowAtMs = -Infinity;
  #tooSlowAtMs = -Infinity;
  #rules: Rule[] = [];

  constructor(deps: TroubleDeps) {
    this.#deps = deps;
  }

  /** Whether a call took so long just now that a few of them make a run late. */
  get wasTooSlow(): boolean {
    return this.#deps.clock.elapsedMs - this.#tooSlowAtMs < JUST_NOW_MS;
  }

  /** Whether calls were in trouble just now, so that what was asked first may have been answered last. */
  get wasDisordered(): boolean {
    return !this.isQuiet || this.#deps.clock.elapsedMs - this.#slowAtMs < JUST_NOW_MS;
  }

  get isQuiet(): boolean {
    return this.slowMs === 0 && this.#rules.length === 0;
  }

  add(failing: StoreFailing): void {
    this.#rules.push({ failing, spared: failing.spared, left: failing.times });
  }

  clear(): void {
    this.#rules = [];
    this.slowMs = 0;
  }

  /** Makes one call, as well or badly as the store does by now. */
  strike<Answer>(kind: 'reads' | 'writes', life: Life, work: () => Promise<Answer>): Promise<Answer> {
    return this.isQuiet ? work() : this.#struck(kind, life, work);
  }

  async #struck<Answer>(kind: 'reads' | 'writes', life: Life, work: () => Promise<Answer>): Promise<Answer> {
    await this.#delay();
    const failure = this.#take(kind, life.name);
    if (failure !== undefined) {
      this.#deps.observe({ kind: 'store-failed', process: life.name, failure });
      throw new BackupError('ledger-unavailable', failure);
    }
    const answer = await work();
    await this.#delay();
    return answer;
  }

  #take(kind: 'reads' | 'writes', process: string): StoreFailure | undefined {
    const rule = this.#rules.find(
      ({ failing: { target, role } }) =>
        (target === 'any' || target === kind) && (role === undefined || process.startsWith(`${role}-`)),
    );
    if (rule === undefined) return undefined;
    if (rule.spared > 0) {
      rule.spared -= 1;
      return undefined;
    }
    rule.left -= 1;
    if (rule.left <= 0) this.#rules = this.#rules.filter((other) => other !== rule);
    return rule.failing.failure;
  }

  async #delay(): Promise<void> {
    if (this.slowMs === 0) return;
    this.#slowAtMs = this.#deps.clock.elapsedMs;
    if (this.slowMs >= TOO_SLOW_MS) this.#tooSlowAtMs = this.#slowAtMs;
    await this.#deps.clock.sleep(this.#deps.random.below(this.slowMs));
  }
}
