import type { DeviceId, Ledger } from '@keepsake/engine';
import { FakeLeaseStore } from '../library/fake-lease-store.ts';
import { RecordingNotifier } from '../library/recording-notifier.ts';
import { createSeededRandom } from '../library/seeded-random.ts';
import { silentLogger } from '../library/silent-logger.ts';
import { FakeRemote } from '../remote/fake-remote.ts';
import type { BootEngine } from './device/simulated-engine.ts';
import type { SimulatedProcess } from './device/simulated-process.ts';
import { mortalPort } from './device/mortal-port.ts';
import {
  mortalClock,
  mortalConditions,
  simulatedHasher,
  watchedLeases,
  watchedLedger,
} from './device/watched-ports.ts';
import { Life } from './life.ts';
import { createDownlink } from './net/create-downlink.ts';
import { ServerFaults } from './net/server-faults.ts';
import { SimulatedNetwork } from './net/simulated-network.ts';
import { SimulatedRemote } from './net/simulated-remote.ts';
import type { UploadsBegun } from './net/simulated-uploads.ts';
import { SERVER_EPOCH_MS } from './net/wire-calls.ts';
import type { Observation, Observer } from './observations.ts';
import { Person } from './person/person.ts';
import { SimulatedLibrary } from './phone/simulated-library.ts';
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
}

/** Steps without any time passing after which a process is held to go round in circles. */
const MOST_STEPS_AT_ONCE = 100_000;

/** One device with its processes, its person, its network and its server, in virtual time. */
export class SimulatedWorld {
  readonly clock = new VirtualClock(SERVER_EPOCH_MS);
  readonly network = new SimulatedNetwork(this.clock);
  readonly phone: SimulatedPhone;
  readonly faults = new ServerFaults();
  readonly remote: FakeRemote;
  readonly leases = new FakeLeaseStore();
  readonly notifier = new RecordingNotifier();
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
  #stepsAtOnce = 0;
  #steppedAtMs = 0;

  private constructor(options: WorldOptions, ledger: Ledger) {
    this.#options = options;
    this.ledger = ledger;
    this.phone = new SimulatedPhone(options.flavour, this.clock);
    const { maxAppendBytes } = options;
    this.remote = new FakeRemote({
      can: { resumable: maxAppendBytes === undefined ? undefined : { maxAppendBytes } },
    });
  }

  static async create(options: WorldOptions): Promise<SimulatedWorld> {
    return new SimulatedWorld(options, await options.openLedger());
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
    this.leases.lease = undefined;
    this.ledger = await this.#options.openLedger();
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
    const { clock, network, faults, observe, phone } = this;
    const library = new SimulatedLibrary(
      phone,
      life,
      createDownlink(clock, network, life, observe),
      (assetId) => {
        observe({ kind: 'opened', process: name, assetId });
      },
    );
    const wire = {
      clock,
      network,
      faults,
      server: this.remote.server,
      life,
      observe,
      isDiskFull: () => this.isDiskFull,
    };
    const engine = this.#options.bootEngine({
      process: name,
      library,
      remover: library,
      ledger: watchedLedger(this.ledger, life, observe),
      leases: watchedLeases(this.leases, life, observe),
      remote: new SimulatedRemote(this.remote, wire, this.#begun),
      hasher: mortalPort(simulatedHasher, life),
      clock: mortalClock(clock, life),
      random: createSeededRandom(this.#options.seed + this.#processCount),
      logger: silentLogger,
      conditions: mortalConditions(network, life),
      notifier: this.notifier,
      deviceId: 'device-1' as DeviceId,
    });
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
