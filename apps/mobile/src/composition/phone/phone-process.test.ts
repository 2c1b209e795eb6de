import { afterEach, describe, expect, it } from 'vitest';
import type { Event, EventType, Notification } from 'react-native-notify-kit';
import { openFakeDevice, openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { nativeEnum } from '../../device/system/native-enum.ts';
import { openPhoneProcess } from './phone-process.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openProcess(initial?: Notification) {
  const device = await openFakeDevice();
  closing.push(() => device.close());
  if (initial !== undefined) device.taps.initial = { notification: initial, pressAction: { id: 'default' } };
  const process = openPhoneProcess(device.openModules());
  const ports = process.openPorts();
  closing.unshift(() => ports.account.signOut({ forgetsLedger: false }));
  return { ...device, process, ports };
}

const FAILED: Notification = { id: 'uploads-failed', data: { route: '/failed' } };
const pressed = (notification: Notification, type = nativeEnum<EventType>(1)): Event => ({
  type,
  detail: { notification },
});

describe('the phone of a process', () => {
  it('opens what it knows, and looks at what it may see, when the app comes to the screen', async () => {
    const { ports, turnScreen } = await openProcess();
    expect([ports.account.state.current().kind, ports.device.access.current().kind]).toEqual([
      'loading',
      'loading',
    ]);
    turnScreen('active');
    await expect.poll(() => ports.account.state.current().kind).toBe('signed-out');
    expect(ports.device.access.current()).toEqual({ kind: 'photos', granted: 'all' });
  });

  it('is the same when the screens of an app that crashed are drawn anew', async () => {
    const { process, ports } = await openProcess();
    expect(process.openPorts()).toBe(ports);
  });

  it.each(['android', 'ios'] as const)(
    '[B4] asks the system for time when the person leaves in the middle of a backup, and else not (%s)',
    async (flavour) => {
      const device = await openSignedInDevice(flavour);
      closing.push(() => device.close());
      const process = openPhoneProcess(device.openModules());
      const ports = process.openPorts();
      closing.unshift(() => ports.account.signOut({ forgetsLedger: false }));
      const askedForRuns = () => device.asked.filter((what) => what === 'a run').length;
      device.turnScreen('active');
      await expect.poll(() => ports.account.state.current().kind).toBe('signed-in');
      await expect.poll(() => ports.controller.snapshot().lastOutcome?.kind).toBe('completed');
      device.turnScreen('background');
      expect(askedForRuns()).toBe(0);
      const release = device.transfers.hold();
      device.take('a.jpg');
      device.turnScreen('active');
      const asked = ports.controller.start();
      await expect.poll(() => device.transfers.requests).toHaveLength(1);
      device.turnScreen('inactive');
      expect(askedForRuns()).toBe(0);
      device.turnScreen('background');
      expect(askedForRuns()).toBe(1);
      release();
      expect(await asked).toEqual({ kind: 'completed' });
    },
  );

  it('[B1] makes a run of which no screen knows', async () => {
    const { process, ports } = await openProcess();
    const run = { runId: 'r', reason: 'periodic', budgetMs: 60_000, hasNotification: false } as const;
    expect(await process.perform(run, new AbortController().signal)).toBe('done');
    expect(ports.device.readLog?.()).toContain('info background-run-ended reason="periodic"');
  });
});

describe('a tap on a notification', () => {
  it('[E5] leads to what it is about while the app is looked at', async () => {
    const { taps, opened } = await openProcess();
    taps.foreground(pressed(FAILED, nativeEnum<EventType>(0)));
    expect(opened).toEqual([]);
    taps.foreground(pressed(FAILED));
    expect(opened).toEqual(['keepsake://failed']);
  });

  it('[E5] leads there when the app comes back to the screen for it, once', async () => {
    const { taps, opened, turnScreen } = await openProcess();
    taps.background(pressed(FAILED));
    expect(opened).toEqual([]);
    turnScreen('active');
    turnScreen('background');
    turnScreen('active');
    expect(opened).toEqual(['keepsake://failed']);
  });

  it('[E5] leads there when it opened the app, once', async () => {
    const { taps, opened, turnScreen } = await openProcess(FAILED);
    await expect.poll(() => opened).toEqual(['keepsake://failed']);
    taps.background(pressed(FAILED));
    turnScreen('active');
    expect(opened).toHaveLength(1);
  });
});
