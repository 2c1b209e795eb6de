import type { SimulatedWorld } from '../simulated-world.ts';
import { applyDeviceHappening } from './apply-device-happening.ts';
import { applyPersonHappening } from './apply-person-happening.ts';
import { applyPhoneHappening } from './apply-phone-happening.ts';
import { applyServerHappening } from './apply-server-happening.ts';
import type {
  DeviceHappening,
  PersonHappening,
  PhoneHappening,
  ServerHappening,
  WorldEvent,
  WorldHappening,
} from './world-event.ts';

/** Lets something happen, and the time pass that is to pass after it. */
export async function applyEvent(world: SimulatedWorld, event: WorldEvent): Promise<void> {
  world.observe({ kind: 'event', text: JSON.stringify(event) });
  await happen(world, event);
  await world.clock.advance(event.thenMs);
}

const PERSON: ReadonlySet<string> = new Set<PersonHappening['kind']>([
  'album-chosen',
  'settings-changed',
  'backup-wanted',
  'verify-wanted',
  'cancelled',
  'retry-wanted',
  'upload-again-wanted',
  'space-freed',
]);
const DEVICE: ReadonlySet<string> = new Set<DeviceHappening['kind']>([
  'background-run',
  'killed',
  'suspended',
  'store-fails',
  'store-slow',
  'stores-heal',
  'rebooted',
  'time-passed',
  'clock-jumped',
  'network',
  'low-data',
  'power',
]);
const SERVER: ReadonlySet<string> = new Set<ServerHappening['kind']>([
  'server-fails',
  'server-dies-of',
  'server-heals',
  'quota',
  'server-disk',
  'login',
  'server-loses',
  'server-put-back',
  'uploads-expired',
  'other-device-uploads',
]);

async function happen(world: SimulatedWorld, happening: WorldHappening): Promise<void> {
  if (PERSON.has(happening.kind)) await applyPersonHappening(world, happening as PersonHappening);
  else if (DEVICE.has(happening.kind)) applyDeviceHappening(world, happening as DeviceHappening);
  else if (SERVER.has(happening.kind)) await applyServerHappening(world, happening as ServerHappening);
  else applyPhoneHappening(world, happening as PhoneHappening);
}
