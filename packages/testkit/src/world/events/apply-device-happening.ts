import type { StoreTrouble } from '../device/store-trouble.ts';
import type { SimulatedWorld } from '../simulated-world.ts';
import type { DeviceHappening } from './world-event.ts';

/** What a platform gives a run that is over its budget before it kills the process. */
const GRACE_MS = 5_000;

/** Lets it happen to the device and its network. */
export function applyDeviceHappening(world: SimulatedWorld, happening: DeviceHappening): void {
  const { network } = world;
  switch (happening.kind) {
    case 'background-run':
      runInBackground(world, happening.budgetMs);
      return;
    case 'killed':
      world.alive(happening.role)?.life.dieAfter(happening.afterSteps);
      return;
    case 'suspended':
      world.putToSleep(happening.role, happening.forMs);
      return;
    case 'store-fails':
      troubleOf(world, happening.store).add(happening);
      return;
    case 'store-slow':
      troubleOf(world, happening.store).slowMs = happening.slowMs;
      return;
    case 'stores-heal':
      world.ledgerTrouble.clear();
      world.leaseTrouble.clear();
      return;
    case 'rebooted':
      world.reboot();
      return;
    case 'time-passed':
      return;
    case 'clock-jumped':
      world.clock.jump(happening.byMs);
      return;
    case 'network':
      network.change({ kind: happening.to, bytesPerSecond: happening.bytesPerSecond }, happening.carriesOver);
      return;
    case 'low-data':
      network.change({ isLowData: happening.isOn });
      return;
    case 'power':
      network.change({ isCharging: happening.isCharging });
      return;
  }
}

const troubleOf = (world: SimulatedWorld, store: 'ledger' | 'lease'): StoreTrouble =>
  store === 'ledger' ? world.ledgerTrouble : world.leaseTrouble;

/** The platform wakes a process for one run, and ends it with the run; one that lasts too long is killed. */
export function runInBackground(world: SimulatedWorld, budgetMs: number): void {
  if (world.alive('worker') !== undefined || !world.person.settings.backgroundBackup) return;
  const { life } = world.process('worker');
  const kill = world.clock.callAfter(budgetMs + GRACE_MS, () => {
    // While it was frozen it could not count, and what must be written takes as long as it takes.
    const isExcused = life.hasSlept || world.ledgerTrouble.wasTooSlow || world.leaseTrouble.wasTooSlow;
    if (life.isAlive && !isExcused) world.observe({ kind: 'overran', process: life.name, budgetMs });
    life.die();
  });
  void world.run('worker', { kind: 'background', budgetMs }).then(() => {
    kill();
    life.die();
  });
}
