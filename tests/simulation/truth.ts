import type { AssetChecksums, Checksum, Settings } from '@keepsake/engine';
import type { Observation, RunObserved, SimulatedWorld } from '@keepsake/testkit';

/** What is so in a simulated world, as seen from outside the engine: what its claims are held against. */
export class Truth {
  readonly world: SimulatedWorld;
  readonly #runs = new Map<string, { readonly run: RunObserved; readonly settings: Settings[] }>();
  readonly #lostAtMs = new Map<Checksum, number>();
  readonly #wokeAtMs = new Map<string, number>();

  constructor(world: SimulatedWorld) {
    this.world = world;
    world.watch(this.#see);
  }

  /** The run that goes on in a process. */
  runOf(process: string): RunObserved | undefined {
    return this.#runs.get(process)?.run;
  }

  get runsGoOn(): boolean {
    return this.#runs.size > 0;
  }

  /** What the person wished at some moment since the run began: a wish takes effect in the next run at the latest. */
  settingsDuring(process: string): readonly Settings[] {
    return [...(this.#runs.get(process)?.settings ?? []), this.world.person.settings];
  }

  /** Whether a process is frozen. What its platform fetches for it meanwhile is not its own doing. */
  isAsleep(process: string): boolean {
    return ['app', 'worker', 'agent'].some((role) => {
      const life = this.world.alive(role)?.life;
      return life?.name === process && life.isAsleep;
    });
  }

  /** When a process was last let go on after it had been frozen; undefined: it never was. */
  wokeAtMs(process: string): number | undefined {
    return this.#wokeAtMs.get(process);
  }

  /**
   * Whether the person's account shows these bytes: kept, out of the trash, and not as a motion part alone. Immich hides every
   * video that is shown with a still, and does not tell.
   */
  shows(checksum: Checksum): boolean {
    const asset = this.world.remote.assetOf(checksum);
    const isSeen = asset?.isHidden === false || this.world.server !== 'keepsake';
    return asset?.isTrashed === false && isSeen;
  }

  /** Whether the account holds these bytes at all, out of the trash. */
  holds(checksum: Checksum): boolean {
    const asset = this.world.remote.assetOf(checksum);
    return asset !== undefined && !asset.isTrashed;
  }

  /**
   * Whether these bytes are as safe as they can be. A video that its owner deleted there, and that came back as the motion part
   * of a Live Photo, is kept; that it is not shown by itself is nothing that a proof tells.
   */
  keepsOriginal(checksum: Checksum): boolean {
    return this.shows(checksum) || (this.#lostAtMs.has(checksum) && this.holds(checksum));
  }

  /** Whether the server shows these bytes with this motion part, where there is one. */
  showsTogether({ original, motion }: AssetChecksums): boolean {
    const { remote } = this.world;
    const asset = remote.assetOf(original);
    if (asset === undefined || !this.shows(original)) return false;
    return motion === undefined || remote.server.motionOf(asset)?.checksum === motion;
  }

  /** When the server last lost these bytes, by no fault of the device; undefined: never. */
  lostAtMs(checksum: Checksum): number | undefined {
    return this.#lostAtMs.get(checksum);
  }

  readonly #see = (seen: Observation): void => {
    switch (seen.kind) {
      case 'run':
        if (seen.what === 'started') this.#begin(seen.run);
        else this.#end(seen.run);
        return;
      case 'process':
        if (seen.what === 'died') this.#runs.delete(seen.process);
        if (seen.what === 'woke-up') this.#wokeAtMs.set(seen.process, this.world.clock.elapsedMs);
        return;
      case 'server-lost':
        this.#lostAtMs.set(seen.checksum, this.world.clock.elapsedMs);
        return;
      default:
    }
  };

  /** A second start in one process is turned away, and is no run. */
  #begin(run: RunObserved): void {
    if (!this.#runs.has(run.process))
      this.#runs.set(run.process, { run, settings: [this.world.person.settings] });
  }

  #end(run: RunObserved): void {
    if (this.#runs.get(run.process)?.run === run) this.#runs.delete(run.process);
  }
}
