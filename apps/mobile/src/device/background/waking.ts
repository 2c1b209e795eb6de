import { WatchedValue, type Settings } from '@keepsake/engine';
import type { Watched } from '../../controller/watched.ts';
import { scheduleBackground, type ScheduleDeps } from './background-schedule.ts';

/** Whether the system wakes the app for backups as the person wishes. */
export class Waking {
  readonly #deps: ScheduleDeps;
  readonly #state = new WatchedValue(true);
  #wanted: Settings | undefined;

  constructor(deps: ScheduleDeps) {
    this.#deps = deps;
  }

  /** False: it does not, and nothing is backed up by itself while the app is closed. True also where nobody wants it. */
  get state(): Watched<boolean> {
    return this.#state;
  }

  /** Asks the system for what the person wishes; undefined: for nothing. Never fails. */
  async schedule(settings: Settings | undefined): Promise<void> {
    this.#wanted = settings;
    const isAsWished = await scheduleBackground(settings, this.#deps);
    // What was wished meanwhile is answered for itself.
    if (this.#wanted === settings) this.#state.set(isAsWished);
  }

  /** The person is back, perhaps from the system's settings: what the system did not take is asked for again. Never fails. */
  async look(): Promise<void> {
    if (this.#wanted !== undefined) await this.schedule(this.#wanted);
  }
}
