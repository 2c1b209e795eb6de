import { Life } from '@keepsake/testkit';
import { expect, vi } from 'vitest';
import { registerBackgroundRuns } from '../../modules/backup-native/src/index.ts';
import { openPhoneProcess, type PhoneProcess } from '../../src/composition/phone/phone-process.ts';
import { FakeRunSystem } from './fake-runs.ts';
import { openSignedInDevice, type SignInAt } from './open-fake-device.ts';

/** A phone whose person has begun, and closed the app: only the system starts it from now on, with its whole bundle. */
export async function openClosedPhone(platform: 'android' | 'ios', at?: SignInAt) {
  const device = await openSignedInDevice(platform, at);
  let processCount = 0;
  let started: PhoneProcess | undefined;
  const system = new FakeRunSystem({
    platform,
    conditions: () => device.conditions.current(),
    startApp: (calls) => {
      const life = new Life(`process-${(processCount += 1)}`);
      const modules = device.openModules(life);
      const { addListener } = modules.native;
      const native = {
        ...modules.native,
        ...calls,
        addListener: ((name, listener) => {
          const listeners = [addListener(name, listener), calls.addListener(name, listener)];
          return { remove: () => listeners.forEach((each) => each.remove()) };
        }) as typeof addListener,
      };
      const process = openPhoneProcess({ ...modules, native });
      started = process;
      registerBackgroundRuns({
        native: {
          takeRuns: native.takeRuns,
          addListener: native.addListener,
          finishRun: async (...how) => (life.isAlive ? native.finishRun(...how) : undefined),
        },
        registerHeadlessTask: () => undefined,
        perform: (run, expiring) => process.perform(run, expiring),
      });
      return { kill: () => life.die() };
    },
  });
  // What the app asked of the system before it was closed.
  const asked = device.schedules.at(-1);
  if (asked !== undefined) await system.calls.scheduleRuns(asked);
  let count = 0;
  return {
    ...device,
    system,
    /** The system has the app draw its screens, which nobody sees. */
    drawUnseen: () => started!.openPorts(),
    /** The person opens the app, and has it on the screen. */
    openApp: async () => {
      system.open();
      const ports = started!.openPorts();
      device.turnScreen('active');
      await vi.waitFor(() => expect(ports.controller.snapshot().lastOutcome?.kind).toBe('completed'), {
        timeout: 10_000,
      });
      return ports;
    },
    takePhoto: () => {
      device.take(`IMG_${(count += 1)}.jpg`);
      system.change();
    },
    keptCount: () => [...device.server.photos.assets.keys()].length,
    /** Waits until the run that goes on is over. */
    settle: () =>
      vi.waitFor(() => expect(system.runs.every(({ end }) => end !== undefined)).toBe(true), {
        timeout: 10_000,
      }),
  };
}
