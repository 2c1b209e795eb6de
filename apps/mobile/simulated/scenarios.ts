import type { AlbumId } from '@keepsake/engine';
import { createGate } from '@keepsake/testkit/fakes';
import { createSimulatedApp, type SimulatedApp } from './create-simulated-app.ts';
import {
  addPhotos,
  firstRun,
  holdBack,
  holdVerifying,
  holdVideo,
  passTime,
  sendHalfWay,
  untilSeen,
  untilSending,
  withSafePhotos,
} from './scenario-steps.ts';

const DAY_MS = 24 * 3_600_000;

/** What a person may find when the app is opened; each is lived through by the real engine. `safeCount` photos are safe before it begins, where that is said each of `photoBytes`. */
export const SCENARIOS = {
  /** All is safe, and was verified yesterday. */
  async complete(safeCount) {
    const app = await withSafePhotos(safeCount);
    await app.world.engine.verify({ isDeep: true });
    await passTime(app.world, DAY_MS);
    await app.world.engine.start();
    await passTime(app.world, 2 * 3_600_000);
    return app;
  },
  /** All is safe, and the phone starts nothing by itself. */
  async 'not-woken'(safeCount) {
    const app = await withSafePhotos(safeCount, { kind: 'ios' });
    app.isWoken.set(false);
    return app;
  },
  /** Twelve more were on their way when the person stopped them. */
  async paused(safeCount) {
    const app = await withSafePhotos(safeCount);
    holdBack(app.world, addPhotos(app.world, 12, 'IMG_2', 150_000));
    const run = app.world.engine.start();
    await untilSending(app.world);
    app.world.engine.cancel();
    await passTime(app.world, 2_000);
    await run;
    return app;
  },
  /** A few weeks of it: some photos on most days. */
  async weeks(_safeCount, photoBytes = 1_500) {
    const app = await withSafePhotos(40, { photoBytes });
    for (let day = 0; day < 24; day += 1) {
      await passTime(app.world, DAY_MS);
      addPhotos(app.world, (day * 7) % 23, `IMG_9${day}_`, photoBytes + 400 * (day % 5));
      if (day % 6 !== 5) await app.world.engine.start();
    }
    return app;
  },
  /** Fifty more photos are on their way; four of them stand still half-way. */
  async uploading(safeCount) {
    const app = await withSafePhotos(safeCount);
    holdBack(app.world, addPhotos(app.world, 50, 'IMG_2', 150_000));
    void app.world.engine.start();
    await untilSending(app.world);
    // Nothing is taken for stalled.
    app.world.clock.hold();
    return app;
  },
  /** The same, and twelve are there already; it takes its time. */
  async 'half-way'(safeCount) {
    const app = await withSafePhotos(safeCount);
    sendHalfWay(app.world, addPhotos(app.world, 50, 'IMG_2', 900_000));
    void app.world.engine.start();
    await untilSending(app.world, 'sending', 12);
    app.world.clock.hold();
    return app;
  },
  /** Four small ones are sent; a quarter of a large video after them is read for its fingerprint. */
  async reading(safeCount) {
    const app = await withSafePhotos(safeCount);
    addPhotos(app.world, 4, 'IMG_2', 7_500);
    holdVideo(app.world, { sizeBytes: 80_000_000, reading: 'first', untilByte: 20_000_000 });
    void app.world.engine.start();
    await untilSeen(app.world, ({ transfers }) => (transfers[0]?.bytesRead ?? 0) >= 19_900_000);
    app.world.clock.hold();
    return app;
  },
  /** The same, and a quarter of the video is sent. */
  async 'sending-large'(safeCount) {
    const app = await withSafePhotos(safeCount);
    addPhotos(app.world, 4, 'IMG_2', 7_500);
    holdVideo(app.world, { sizeBytes: 20_000_000, reading: 'second', untilByte: 5_000_000 });
    void app.world.engine.start();
    await untilSeen(app.world, ({ transfers }) => (transfers[0]?.progress.bytesUploaded ?? 0) >= 4_900_000);
    app.world.clock.hold();
    return app;
  },
  /** Fifty more that are in the cloud alone; the first stand still half-way down. */
  async 'from-the-cloud'(safeCount) {
    const app = await withSafePhotos(safeCount, { kind: 'ios' });
    const gate = createGate();
    for (const id of addPhotos(app.world, 50, 'IMG_4', 150_000)) {
      app.world.library.sendToCloud(id);
      app.world.library.whileReading(id, (atByte) => (atByte > 100_000 ? gate.pass() : undefined));
    }
    void app.world.engine.start();
    await untilSending(app.world, 'downloading');
    app.world.clock.hold();
    return app;
  },
  /** Away from home: 38 photos wait for Wi-Fi. */
  async 'waiting-for-wi-fi'(safeCount) {
    const app = await withSafePhotos(safeCount);
    addPhotos(app.world, 38, 'IMG_3', 31_000);
    app.world.conditions.change({ network: 'metered' });
    await app.world.engine.scan();
    return app;
  },
  /** All is safe; a list of things to pack lies among the photos. */
  async 'text-file'(safeCount) {
    const app = await withSafePhotos(safeCount);
    app.world.library.addAsset({
      fileName: 'packing list.txt',
      kind: 'unsupported',
      content: { sizeBytes: 300, seed: 3 },
      createdAtMs: app.world.clock.now(),
      in: ['Camera' as AlbumId],
    });
    await app.world.engine.scan();
    return app;
  },
  /** Five of them could not be read. */
  async failed(safeCount) {
    const app = await withSafePhotos(safeCount);
    for (const id of addPhotos(app.world, 5, 'IMG_5', 4_000))
      app.world.library.failOpen(id, 'file-unreadable');
    await app.world.engine.start();
    return app;
  },
  /** Two files are empty. */
  async 'empty-files'(safeCount) {
    const app = await withSafePhotos(safeCount);
    for (const fileName of ['IMG_7001.jpg', 'IMG_7002.jpg'])
      app.world.library.addAsset({
        fileName,
        content: { sizeBytes: 0, seed: 1 },
        createdAtMs: app.world.clock.now(),
      });
    await app.world.engine.start();
    return app;
  },
  /** Fourteen of them failed, each kind for its own reason. */
  async 'failed-variously'(safeCount) {
    const app = await withSafePhotos(safeCount);
    const reasons = [
      ...Array.from({ length: 9 }, () => 'file-unreadable' as const),
      ...Array.from({ length: 3 }, () => 'read-failed' as const),
      'empty-file' as const,
      'download-failed' as const,
    ];
    for (const [index, id] of addPhotos(app.world, reasons.length, 'IMG_8', 4_000).entries())
      app.world.library.failOpen(id, reasons[index] ?? 'file-unreadable');
    await app.world.engine.start();
    await passTime(app.world, 600_000);
    return app;
  },
  /** The server has no room for what is left. */
  async 'quota-full'(safeCount) {
    const app = await withSafePhotos(safeCount);
    app.world.remote.account.quotaBytes = app.world.remote.account.usedBytes + 5_000;
    addPhotos(app.world, 20, 'IMG_6', 4_000);
    await app.world.engine.start();
    return app;
  },
  /** The disk of the server is full. */
  async 'disk-full'(safeCount) {
    const app = await withSafePhotos(safeCount);
    addPhotos(app.world, 20, 'IMG_6', 4_000);
    app.world.remote.failNext('upload', 'server-disk-full');
    await app.world.engine.start();
    return app;
  },
  /** The phone has no room for the copies that it makes to send three of them. */
  async 'phone-full'(safeCount) {
    const app = await withSafePhotos(safeCount);
    for (const id of addPhotos(app.world, 3, 'IMG_6', 4_000)) app.world.library.failRead(id, 'device-full');
    await app.world.engine.start();
    return app;
  },
  /** Seven that were safe were deleted on the server. */
  async 'deleted-on-server'(safeCount) {
    const app = await withSafePhotos(safeCount);
    const { remote, engine } = app.world;
    for (const { id } of remote.assets.slice(0, 7)) remote.server.remove(id);
    await engine.verify({ isDeep: false });
    return app;
  },
  /** The server is down. */
  async 'server-down'(safeCount) {
    const app = await withSafePhotos(safeCount);
    addPhotos(app.world, 20, 'IMG_7', 4_000);
    app.world.remote.failNext('describe', 'server-error', 100);
    await app.world.engine.start();
    return app;
  },
  /** In the middle of a backup the server falls silent. */
  'server-silent': (safeCount) => loseServer(safeCount, 'network'),
  /** In the middle of a backup its certificate ends. */
  'server-untrusted': (safeCount) => loseServer(safeCount, 'untrusted-server'),
  /** A library, and nothing said of it yet. */
  async 'nothing-chosen'() {
    const app = createSimulatedApp({ offlinePatienceMs: 1_000 });
    addPhotos(app.world, 40, 'IMG_0', 2_000);
    await app.world.engine.scan();
    return app;
  },
  async 'no-access'() {
    return createSimulatedApp({ access: { kind: 'photos', granted: 'denied' } });
  },
  /** All is safe that the person lets the app see. */
  async 'limited-access'(safeCount) {
    return withSafePhotos(safeCount, { access: { kind: 'photos', granted: 'limited' } });
  },
  /** Somebody else chose Ada's password. */
  async 'given-password'(safeCount) {
    const app = await withSafePhotos(safeCount);
    const state = app.account.current();
    if (state.kind === 'signed-in') app.account.set({ ...state, shouldChangePassword: true });
    return app;
  },
  async expired(safeCount) {
    const app = await withSafePhotos(safeCount);
    const state = app.account.current();
    if (state.kind === 'signed-in') app.account.set({ ...state, kind: 'expired' });
    return app;
  },
  /** Whoever signed out and kept what is known; it is of a computer. */
  async 'signed-out'(safeCount) {
    const folders = [{ path: '/disks/ada/Pictures', isThere: true }];
    const app = await withSafePhotos(safeCount, { kind: 'computer', access: { kind: 'folders', folders } });
    app.ports.preferences.change({ isFirstRunOver: true });
    await app.ports.account.signOut({ forgetsLedger: false });
    return app;
  },
  /** The same on a phone. */
  async 'signed-out-phone'(safeCount) {
    const app = await withSafePhotos(safeCount);
    app.ports.preferences.change({ isFirstRunOver: true });
    await app.ports.account.signOut({ forgetsLedger: false });
    return app;
  },
  /** A computer on which the file with the sign-in cannot be read. */
  async 'sign-in-unreadable'() {
    const path = '/disks/ada/.local/share/keepsake/credentials.json';
    return createSimulatedApp({
      kind: 'computer',
      account: {
        kind: 'unreadable',
        path,
        lastServerUrl: 'https://photos.example.org',
        lastEmail: undefined,
      },
      access: { kind: 'folders', folders: [{ path: '/disks/ada/Pictures', isThere: true }] },
    });
  },
  async 'link-lost'(safeCount) {
    const app = await withSafePhotos(safeCount);
    app.link.set({ kind: 'lost', sinceMs: app.world.clock.now() });
    return app;
  },
  async offline(safeCount) {
    const app = await withSafePhotos(safeCount);
    app.world.conditions.change({ network: 'none' });
    return app;
  },
  /** A phone full of photos, and nobody signed in yet. */
  async 'first-run'(safeCount, photoBytes?: number) {
    return firstRun({}, safeCount, photoBytes);
  },
  async 'first-run-without-access'(safeCount) {
    return firstRun({ access: { kind: 'photos', granted: 'unasked' } }, safeCount);
  },
  async 'first-run-computer'(safeCount) {
    return firstRun({ kind: 'computer', access: { kind: 'folders', folders: [] } }, safeCount);
  },
  /** A phone whose originals can be removed; all was read again by the server yesterday. */
  async 'can-free-space'(safeCount, photoBytes = 2_000) {
    const app = await withSafePhotos(safeCount, { canFreeSpace: true, photoBytes });
    await app.world.engine.verify({ isDeep: true });
    await passTime(app.world, DAY_MS);
    await app.world.engine.start();
    return app;
  },
  /** The same, and nothing was read again yet. */
  async unproven(safeCount) {
    return withSafePhotos(safeCount, { canFreeSpace: true });
  },
  /** The server reads everything again; of more than two hundred photos the first two hundred are read. */
  async verifying(safeCount) {
    const app = await withSafePhotos(safeCount);
    holdVerifying(app.world);
    void app.world.engine.verify({ isDeep: true });
    await untilSeen(
      app.world,
      ({ activity }) =>
        activity.kind === 'verifying' &&
        (activity.progress?.checkedCount ?? 0) >= Math.min(200, safeCount ?? 200),
    );
    app.world.clock.hold();
    return app;
  },
  /** The server read all of it again, and yesterday once more: one photo is no longer as it was sent. */
  async damaged(safeCount) {
    return withDamage(safeCount);
  },
  /** The same, after the backup that sent it again. */
  async mended(safeCount) {
    const app = await withDamage(safeCount);
    await app.world.engine.start();
    return app;
  },
  /** A computer with two folders, one of them on a disk that is not there. */
  async computer(safeCount) {
    const folders = [
      { path: '/disks/ada/Pictures', isThere: true },
      { path: '/media/ada/Archive', isThere: false },
    ];
    return withSafePhotos(safeCount, { kind: 'computer', access: { kind: 'folders', folders } });
  },
} satisfies Record<string, (safeCount?: number, photoBytes?: number) => Promise<SimulatedApp>>;

async function loseServer(
  safeCount: number | undefined,
  code: 'network' | 'untrusted-server',
): Promise<SimulatedApp> {
  const app = await withSafePhotos(safeCount);
  const { remote, engine, clock } = app.world;
  const gate = holdBack(app.world, addPhotos(app.world, 20, 'IMG_7', 150_000));
  remote.inject({ method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 120_000 }, times: 1_000 });
  void engine.start();
  await untilSending(app.world);
  remote.failNext('describe', code, 1_000);
  gate.open();
  await untilSeen(
    app.world,
    ({ activity }) =>
      activity.kind === 'waiting-for-network' && activity.isUntrusted === (code === 'untrusted-server'),
  );
  clock.hold();
  return app;
}

async function withDamage(safeCount?: number): Promise<SimulatedApp> {
  const folders = [{ path: '/disks/ada/Pictures', isThere: true }];
  const app = await withSafePhotos(safeCount, { kind: 'computer', access: { kind: 'folders', folders } });
  const { engine, remote } = app.world;
  const kept = remote.assets.find(({ fileName }) => fileName === 'IMG_10001.jpg');
  if (kept === undefined) throw new Error('there are photos');
  await engine.verify({ isDeep: true });
  await passTime(app.world, DAY_MS);
  remote.rot(kept.id);
  await engine.verify({ isDeep: true });
  await passTime(app.world, DAY_MS);
  return app;
}

export type Scenario = keyof typeof SCENARIOS;
