import { CancelSource, restoreLibrary } from '@keepsake/engine';
import {
  createSeededRandom,
  FakeRestoreTarget,
  runInBackground,
  silentLogger,
  type SimulatedWorld,
} from '@keepsake/testkit';

const HOUR_MS = 3_600_000;
/** Longer than a marker is believed, and than the longest retry waits. */
const CALM_DAYS = 3;

/** All trouble ends; markers go on lying, and the person's wishes stay as they are. */
export function calmDown(world: SimulatedWorld): void {
  const { phone, network, faults, remote } = world;
  phone.isPermitted = true;
  phone.bell.telling = 'once';
  phone.setCard('there');
  phone.setShown(undefined);
  for (const asset of phone.assets) {
    phone.setFault(asset, undefined);
    // Or the last run of all would leave something to the next one: a photo deleted in it, whose RAW is not read in it, or what the camera wrote of
    // one that is edited in it.
    const what = asset.whileRead?.what;
    if (what === 'deleted' || (what === 'edited' && phone.keepsUnedited)) asset.whileRead = undefined;
    if (asset.cloud.kind === 'in-cloud') phone.setCloud(asset, { kind: 'in-cloud', arrives: 'fast' });
  }
  faults.clear();
  world.ledgerTrouble.clear();
  world.leaseTrouble.clear();
  for (const role of ['app', 'worker', 'agent']) world.wakeUp(role);
  world.isDiskFull = false;
  remote.account.isRevoked = false;
  remote.account.quotaBytes = undefined;
  network.change({ kind: 'wifi', isLowData: false, isCharging: true, bytesPerSecond: 500_000 });
}

/** Days pass in which nothing goes wrong: whatever still runs comes to its end, and every half day there is a run. */
export async function passCalmDays(world: SimulatedWorld): Promise<void> {
  await world.clock.advance(2 * HOUR_MS);
  for (let halfDay = 0; halfDay < 2 * CALM_DAYS; halfDay += 1) {
    runInBackground(world, HOUR_MS);
    await world.clock.advance(HOUR_MS);
    if (halfDay % 2 === 1) await runCalmly(world);
    await world.clock.advance(11 * HOUR_MS);
  }
}

/** A person starts a run, and it comes to its end. */
async function runCalmly(world: SimulatedWorld): Promise<void> {
  world.openApp();
  let outcome = 'it does not end';
  const ended = world.run('app', { kind: 'foreground' }).then((how) => {
    outcome = how;
  });
  await world.clock.advanceUntil(ended, HOUR_MS / 2);
  world.observe({ kind: 'calm-run', outcome });
}

/** The person has what failed tried again, and what was deleted on the server sent again. */
export async function tryAllAgain(world: SimulatedWorld): Promise<void> {
  const { engine } = world.openApp();
  const verified = engine.verify({ isDeep: true });
  world.perform('verify', verified);
  await world.clock.advanceUntil(verified, HOUR_MS / 2);
  await world.say('retry', engine.retry('all-failed'));
  await world.say('upload-again', engine.uploadAgain('all-deleted'));
  await runCalmly(world);
}

/** Everything is brought home, into an empty place. */
export async function restoreAll(world: SimulatedWorld): Promise<void> {
  const target = new FakeRestoreTarget();
  const { outcome, failures } = await restoreLibrary(
    {
      originals: world.remote.originals,
      target,
      remote: world.remote,
      clock: world.clock,
      random: createSeededRandom(1),
      logger: silentLogger,
      options: { offlinePatienceMs: 0 },
    },
    { albumNames: [] },
    () => undefined,
    new CancelSource(),
  );
  const isWhole = outcome.kind === 'completed' && failures.length === 0;
  world.observe({
    kind: 'restored',
    outcome: isWhole ? 'completed' : JSON.stringify({ outcome, failures }),
    files: [...target.files.values()],
  });
}

/** What the device knew is lost; the person chooses as before, and a run rebuilds it (V4). */
export async function rebuildLedger(world: SimulatedWorld): Promise<void> {
  await world.loseLedger();
  const { engine } = world.openApp();
  await world.say('settings', engine.changeSettings(world.person.settings));
  // Before the first run no album is known that could be chosen.
  await runCalmly(world);
  await world.say('choices', engine.chooseAlbums(world.person.choices));
  await runCalmly(world);
}
