import {
  applyEvent,
  SimulatedWorld,
  type BootEngine,
  type Observation,
  type WorldEvent,
} from '@keepsake/testkit';
import { bootEngine } from './boot-engine.ts';
import { calmDown, passCalmDays, rebuildLedger, restoreAll, tryAllAgain } from './calm.ts';
import type { CreateInvariant, Invariant } from './invariant.ts';
import { INVARIANTS } from './invariants/all.ts';
import { openLedger } from './open-ledger.ts';
import type { Scenario } from './scenario.ts';
import { Truth } from './truth.ts';

/** What an invariant found to be wrong. */
export interface Violation {
  readonly invariant: string;
  readonly text: string;
  /** After so many events, of which the last brought it out; all of them: when it was calm. */
  readonly eventCount: number;
}

/** Is told of everything up to the first violation; times are the world's own. */
export type Watching = (seen: Observation, atMs: number) => void;

type Phase = 'afterEvent' | 'whenCalm' | 'atTheEnd';

/** What is played with, where it is not the engine over the simulated device itself. */
export interface PlayOptions {
  /** Boots the engines of a world that is just being made. */
  readonly boot: (world: () => SimulatedWorld) => BootEngine;
  /** Invariants that look at what does not show there. */
  readonly without: readonly CreateInvariant[];
  /** What is looked at instead. */
  readonly with: readonly CreateInvariant[];
}

/** Plays a scenario and the calm after it, up to the first violation; undefined: everything holds. */
export async function play(
  scenario: Scenario,
  onSeen?: Watching,
  { boot, without, with: others }: PlayOptions = { boot: () => bootEngine, without: [], with: [] },
): Promise<Violation | undefined> {
  const { seed, flavour, maxAppendBytes, server, hasAgent, events } = scenario;
  const ledgers: { close(): Promise<void> }[] = [];
  const world: SimulatedWorld = await SimulatedWorld.create({
    flavour,
    seed,
    bootEngine: boot(() => world),
    openLedger: async () => {
      const ledger = await openLedger();
      ledgers.push(ledger);
      return ledger;
    },
    maxAppendBytes: maxAppendBytes ?? undefined,
    server,
  });
  const game = new Game(
    world,
    [...INVARIANTS.filter((invariant) => !without.includes(invariant)), ...others],
    onSeen,
  );
  if (hasAgent) world.keepAgent();
  try {
    return (await game.playEvents(events)) ?? (await game.playCalm());
  } finally {
    world.reboot();
    for (const ledger of ledgers) await ledger.close();
  }
}

/** One play: its world, its invariants, and what they found. */
class Game {
  readonly #world: SimulatedWorld;
  readonly #invariants: readonly Invariant[];
  #eventCount = 0;
  #violation: Violation | undefined;
  #questions: Promise<void>[] = [];

  constructor(world: SimulatedWorld, invariants: readonly CreateInvariant[], onSeen: Watching | undefined) {
    this.#world = world;
    if (onSeen !== undefined) {
      // Before the invariants, so that what they object to is seen, and nothing after it.
      world.watch((seen) => {
        if (this.#violation === undefined) onSeen(seen, world.clock.elapsedMs);
      });
    }
    const truth = new Truth(world);
    this.#invariants = invariants.map((create) => {
      const invariant = create(truth, (text) => {
        this.#violation ??= { invariant: invariant.name, text, eventCount: this.#eventCount };
      });
      return invariant;
    });
    const seeing = this.#invariants.filter((invariant) => invariant.see !== undefined);
    world.watch((seen) => {
      for (const invariant of seeing) {
        const question = invariant.see?.(seen);
        if (question instanceof Promise) this.#questions.push(question);
      }
    });
  }

  async playEvents(events: readonly WorldEvent[]): Promise<Violation | undefined> {
    for (const event of events) {
      this.#eventCount += 1;
      await applyEvent(this.#world, event);
      if ((await this.#check('afterEvent')) !== undefined) break;
    }
    return this.#violation;
  }

  /** Trouble ends, days pass, all is tried again, and at last the ledger is lost. */
  async playCalm(): Promise<Violation | undefined> {
    const world = this.#world;
    const steps: readonly (readonly [step: () => Promise<void>, phase: Phase])[] = [
      [() => passCalmDays(world), 'whenCalm'],
      // What is found to be deleted on the server by the first is sent again by the second.
      [() => tryAllAgain(world).then(() => tryAllAgain(world)), 'atTheEnd'],
      [() => restoreAll(world), 'afterEvent'],
      [() => rebuildLedger(world), 'atTheEnd'],
    ];
    calmDown(world);
    for (const [step, phase] of steps) {
      await step();
      if ((await this.#check('afterEvent')) !== undefined || (await this.#check(phase)) !== undefined) break;
    }
    return this.#violation;
  }

  async #check(phase: Phase): Promise<Violation | undefined> {
    await Promise.all(this.#questions.splice(0));
    if (this.#violation !== undefined) return this.#violation;
    for (const invariant of this.#invariants) await invariant[phase]?.();
    return this.#violation;
  }
}
