import type { Ledger, Remote } from '@keepsake/engine';
import { FakeLeaseStore } from '../lease/fake-lease-store.ts';
import { createSeededRandom } from '../library/seeded-random.ts';
import { immichCapabilities, immichView } from '../remote/fake-immich-view.ts';
import { FakeRemote } from '../remote/fake-remote.ts';
import type { BootEngine, RunWanted, SimulatedEngine } from './device/simulated-engine.ts';
import { portsOf } from './device/ports-of.ts';
import { observedRun, wordsOf, type SimulatedProcess } from './device/simulated-process.ts';
import { StoreTrouble } from './device/store-trouble.ts';
import { Life } from './life.ts';
import { ServerFaults } from './net/server-faults.ts';
import { SimulatedNetwork } from './net/simulated-network.ts';
import type { UploadsBegun } from './net/simulated-uploads.ts';
import { SERVER_EPOCH_MS } from './net/wire-calls.ts';
import type { Observation, Observer } from './observations.ts';
import { Person } from './person/person.ts';
import { SimulatedPhone, type PhoneFlavour } from './phone/simulated-phone.ts';
import { VirtualClock } from './time/virtual-clock.ts';

/** What a simulated world is made of. */
export interface WorldOptions {
  readonly flavour: PhoneFlavour;
  /** Of the engine's own chance. */
  readonly seed: number;
  readonly bootEngine: BootEngine;
  /** Opens an empty ledger. */
  readonly openLedger: () => Promise<Ledger>;
  /** The most that one piece of a resumable upload may carry; undefined: the server takes whole files only. */
  readonly maxAppendBytes: number | undefined;
  readonly server?: ServerProduct | undefined;
}

/** What kind of server it is; Immich takes whole files only. */
export type ServerProduct = 'keepsake' | 'immich-2' | 'immich-3';

/** Steps without any time passing after which a process is held to go round in circles. */
const MOST_STEPS_AT_ONCE = 100_000;

/** How long a platform leaves an app alone that nobody uses. */
const APP_IDLE_MS = 45 * 60_000;
const AGENT_PAUSE_MS = 60_000;
/** Long enough for whatever only reads and writes the ledger. */
const SAYING_MS = 10;
/** Each way of a call to a slow ledger counted. */
const MOST_CALLS_TO_SAY = 24;

/** One device with its processes, its person, its network and its server, in virtual time. */
export class SimulatedWorld {
  readonly clock = new VirtualClock(SERVER_EPOCH_MS);
  readonly network = new SimulatedNetwork(this.clock);
  readonly phone: SimulatedPhone;
  readonly faults = new ServerFaults();
  readonly remote: FakeRemote;
  readonly remoteView: Remote;
  readonly server: ServerProduct;
  readonly leases = new FakeLeaseStore();
  readonly ledgerTrouble: StoreTrouble;
  readonly leaseTrouble: StoreTrouble;
  readonly person = new Person();
  isDiskFull = false;
  /** The ledger that all processes of the device share. */
  ledger: Ledger;
  /** Where a process went round in circles. */
  livelock: string | undefined;
  readonly #options: WorldOptions;
  readonly #observers: Observer[] = [];
  readonly #begun: UploadsBegun = new Map();
  readonly #processes = new Map<string, SimulatedProcess>();
  #processCount = 0;
  #contentCount = 0;
  #inspector: SimulatedEngine | undefined;
  #forgetApp = (): void => undefined;
  #stepsAtOnce = 0;
  #steppedAtMs = 0;

  private constructor(options: WorldOptions, ledger: Ledger) {
    this.#options = options;
    this.ledger = ledger;
    this.phone = new SimulatedPhone(options.flavour, this.clock);
    const { maxAppendBytes, server = 'keepsake' } = options;
    this.server = server;
    const major = server === 'immich-2' ? 2 : server === 'immich-3' ? 3 : undefined;
    this.remote = new FakeRemote({
      can:
        major === undefined
          ? { resumable: maxAppendBytes === undefined ? undefined : { maxAppendBytes } }
          : immichCapabilities(major),
    });
    this.remoteView = major === undefined ? this.remote : immichView(this.remote, major);
    const trouble = { clock: this.clock, random: createSeededRandom(options.seed), observe: this.observe };
    this.ledgerTrouble = new StoreTrouble(trouble);
    this.leaseTrouble = new StoreTrouble(trouble);
  }

  static async create(options: WorldOptions): Promise<SimulatedWorld> {
    return new SimulatedWorld(options, await options.openLedger());
  }

  /** A seed of bytes that no other file of this world has. */
  nextContentSeed(): number {
    this.#contentCount += 1;
    return this.#contentCount;
  }

  /** Hears of everything that happens from now on. */
  watch(observer: Observer): void {
    this.#observers.push(observer);
  }

  readonly observe = (observation: Observation): void => {
    for (const observer of this.#observers) observer(observation);
  };

  /** The process of this role, if one lives. */
  alive(role: string): SimulatedProcess | undefined {
    const process = this.#processes.get(role);
    return process?.life.isAlive === true ? process : undefined;
  }

  /** The process of this role, begun when none lives. */
  process(role: string): SimulatedProcess {
    return this.alive(role) ?? this.#begin(role);
  }

  /** An engine that only looks: what a process that begins now would say of the ledger. */
  inspect(): SimulatedEngine {
    this.#inspector ??= this.#options.bootEngine({
      ...portsOf(this, new Life('inspector'), this.#begun, 0),
      clock: { now: () => this.clock.now(), sleep: () => new Promise(() => undefined) },
      ledger: this.ledger,
    });
    return this.#inspector;
  }

  /** The app, opened when it is not; the platform ends it when nobody has used it for a while. */
  openApp(): SimulatedProcess {
    const app = this.process('app');
    this.wakeUp('app');
    this.#forgetApp();
    this.#forgetApp = this.clock.callAfter(APP_IDLE_MS, () => {
      app.life.die();
    });
    return app;
  }

  /** The platform freezes the process of this role in the middle of what it does, and lets it go on after a while. */
  putToSleep(role: string, forMs: number): void {
    const life = this.alive(role)?.life;
    if (life === undefined || life.isAsleep) return;
    this.observe({ kind: 'process', process: life.name, what: 'fell-asleep' });
    life.fallAsleep();
    this.clock.callAfter(forMs, () => {
      if (this.alive(role)?.life === life) this.wakeUp(role);
    });
  }

  wakeUp(role: string): void {
    const life = this.alive(role)?.life;
    if (life?.isAsleep !== true) return;
    this.observe({ kind: 'process', process: life.name, what: 'woke-up' });
    life.wakeUp();
  }

  end(role: string): void {
    this.alive(role)?.life.die();
  }

  /** The device begins anew: no process, and what they hold is as they left it. */
  reboot(): void {
    for (const role of this.#processes.keys()) this.end(role);
    this.phone.bell.telling = 'once';
  }

  /** The person deletes the app's data: what the device knew is gone (V4). */
  async loseLedger(): Promise<void> {
    this.reboot();
    this.observe({ kind: 'ledger-lost' });
    this.leases.lease = undefined;
    this.#inspector = undefined;
    this.ledger = await this.#options.openLedger();
  }

  /** Starts a run in the process of this role, and answers when it is over; never if the process dies. */
  async run(role: string, wanted: RunWanted): Promise<string> {
    const process = this.process(role);
    return observedRun(process, wanted, this.clock.elapsedMs, this.observe).then(wordsOf, () => 'threw');
  }

  /** A service that runs backups by itself; whoever keeps services begins it again when it has died. */
  keepAgent(): void {
    const agent = this.process('agent');
    agent.engine.automate((wanted) => observedRun(agent, wanted, this.clock.elapsedMs, this.observe));
    agent.life.whenItDies(() => {
      this.clock.callAfter(AGENT_PAUSE_MS, () => {
        this.keepAgent();
      });
    });
  }

  /** Lets the app do something that takes its time, and tells how it ended. */
  perform(what: string, work: Promise<unknown>): void {
    const process = this.alive('app')?.life.name ?? 'app';
    const tell = (threw: string | undefined): void => {
      this.observe({ kind: 'performed', process, what, threw });
    };
    work.then(
      () => {
        tell(undefined);
      },
      (error: unknown) => {
        tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  }

  /** Waits until the ledger has taken what the person said; false: the app died over it, or was told that it did not. */
  async say(what: string, work: Promise<unknown>): Promise<boolean> {
    this.perform(what, work);
    let isTaken = false as boolean;
    work.then(
      () => {
        isTaken = true;
      },
      () => undefined,
    );
    await this.clock.advanceUntil(work, SAYING_MS + MOST_CALLS_TO_SAY * this.ledgerTrouble.slowMs);
    if (isTaken) this.observe({ kind: 'said', what });
    return isTaken;
  }

  #begin(role: string): SimulatedProcess {
    this.#processCount += 1;
    const name = `${role}-${this.#processCount}`;
    const life = new Life(name, () => {
      this.#noticeCircles(name);
    });
    life.whenItDies(() => {
      this.observe({ kind: 'process', process: name, what: 'died' });
    });
    this.observe({ kind: 'process', process: name, what: 'born' });
    const seed = this.#options.seed + this.#processCount;
    const engine = this.#options.bootEngine(portsOf(this, life, this.#begun, seed));
    const process = { life, engine };
    this.#processes.set(role, process);
    return process;
  }

  #noticeCircles(name: string): void {
    if (this.#steppedAtMs !== this.clock.elapsedMs) {
      this.#steppedAtMs = this.clock.elapsedMs;
      this.#stepsAtOnce = 0;
    }
    this.#stepsAtOnce += 1;
    if (this.#stepsAtOnce < MOST_STEPS_AT_ONCE) return;
    this.livelock ??= name;
    for (const role of this.#processes.keys()) this.end(role);
  }
}
