import type { DeviceId, LeaseStore, Ledger, Remote } from '@keepsake/engine';
import { createSeededRandom } from '../../library/seeded-random.ts';
import { silentLogger } from '../../library/silent-logger.ts';
import type { Life } from '../life.ts';
import { createDownlink } from '../net/create-downlink.ts';
import { SimulatedRemote } from '../net/simulated-remote.ts';
import type { ServerFaults } from '../net/server-faults.ts';
import type { SimulatedNetwork } from '../net/simulated-network.ts';
import type { UploadsBegun } from '../net/simulated-uploads.ts';
import { SimulatedLibrary } from '../phone/simulated-library.ts';
import type { SimulatedPhone } from '../phone/simulated-phone.ts';
import type { Observer } from '../observations.ts';
import type { FakeRemote } from '../../remote/fake-remote.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { DevicePorts } from './device-ports.ts';
import { mortalPort } from './mortal-port.ts';
import type { StoreTrouble } from './store-trouble.ts';
import {
  mortalClock,
  mortalConditions,
  simulatedHasher,
  watchedLeases,
  watchedLedger,
  watchedNotifier,
} from './watched-ports.ts';

/** What all processes of one device share. */
export interface SharedWorld {
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly phone: SimulatedPhone;
  readonly faults: ServerFaults;
  readonly remote: FakeRemote;
  /** The same server as its adapter shows it to the engine. */
  readonly remoteView: Remote;
  readonly ledger: Ledger;
  readonly ledgerTrouble: StoreTrouble;
  readonly leases: LeaseStore;
  readonly leaseTrouble: StoreTrouble;
  readonly isDiskFull: boolean;
  readonly observe: Observer;
}

/** What the engine of one process stands on: the world as that process sees it, for as long as it lives. */
export function portsOf(world: SharedWorld, life: Life, begun: UploadsBegun, seed: number): DevicePorts {
  const { clock, network, faults, observe, phone } = world;
  const library = new SimulatedLibrary(phone, life, createDownlink(clock, network, life, observe), observe);
  const wire = {
    clock,
    network,
    faults,
    server: world.remote.server,
    life,
    observe,
    isDiskFull: () => world.isDiskFull,
  };
  return {
    process: life.name,
    library,
    remover: library,
    ledger: watchedLedger(world.ledger, world.ledgerTrouble, life, observe),
    leases: watchedLeases(world.leases, world.leaseTrouble, life, observe),
    remote: new SimulatedRemote(world.remoteView, wire, begun),
    hasher: mortalPort(simulatedHasher, life),
    clock: mortalClock(clock, life),
    random: createSeededRandom(seed),
    logger: silentLogger,
    conditions: mortalConditions(network, life),
    notifier: watchedNotifier(life, observe),
    deviceId: 'device-1' as DeviceId,
  };
}
