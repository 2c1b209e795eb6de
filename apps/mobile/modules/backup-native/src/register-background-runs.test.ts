import { expect, it } from 'vitest';
import type { BackgroundRun, BackupNativeEvents, RunEnd } from './index.ts';
import { HEADLESS_TASK, registerBackgroundRuns, type ExpirySignal } from './register-background-runs.ts';

/** The native side of runs, as Kotlin and Swift keep it: each run is handed out once. */
function createNativeRuns() {
  let waiting: BackgroundRun[] = [];
  const listeners = new Map<string, (event: never) => void>();
  const finished: [runId: string, end: RunEnd][] = [];
  const tell = <Name extends keyof BackupNativeEvents>(name: Name, event: BackupNativeEvents[Name]): void => {
    listeners.get(name)?.(event as never);
  };
  return {
    finished,
    grant(runId: string) {
      waiting.push({ runId, reason: 'library-changed', budgetMs: 540_000, hasNotification: false });
      tell('onRunDue', { runId });
    },
    expire(runId: string) {
      tell('onRunExpiring', { runId });
    },
    native: {
      takeRuns: async () => {
        const taken = waiting;
        waiting = [];
        return taken;
      },
      finishRun: async (runId: string, end: RunEnd) => {
        finished.push([runId, end]);
      },
      addListener<Name extends keyof BackupNativeEvents>(
        name: Name,
        listener: (event: BackupNativeEvents[Name]) => void,
      ) {
        listeners.set(name, listener);
        return { remove: () => undefined };
      },
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('performs a run that was granted before JavaScript was there', async () => {
  const { native, grant, finished } = createNativeRuns();
  grant('early');
  registerBackgroundRuns({ native, registerHeadlessTask: () => undefined, perform: async () => 'done' });
  await settle();
  expect(finished).toEqual([['early', 'done']]);
});

it('performs a run that is granted later, once', async () => {
  const { native, grant, finished } = createNativeRuns();
  const performed: string[] = [];
  registerBackgroundRuns({
    native,
    registerHeadlessTask: () => undefined,
    perform: async ({ runId }) => {
      performed.push(runId);
      return 'retry-soon';
    },
  });
  grant('late');
  await settle();
  expect(performed).toEqual(['late']);
  expect(finished).toEqual([['late', 'retry-soon']]);
});

it('finishes a run that throws, so that the system tries again', async () => {
  const { native, grant, finished } = createNativeRuns();
  grant('broken');
  registerBackgroundRuns({
    native,
    registerHeadlessTask: () => undefined,
    perform: async () => {
      throw new Error('no ledger');
    },
  });
  await settle();
  expect(finished).toEqual([['broken', 'retry-soon']]);
});

it('keeps the headless task alive until its run has ended', async () => {
  const { native, grant } = createNativeRuns();
  const tasks = new Map<string, () => () => Promise<void>>();
  let end: (end: RunEnd) => void = () => undefined;
  registerBackgroundRuns({
    native,
    registerHeadlessTask: (name, task) => tasks.set(name, task),
    perform: () => new Promise((resolve) => (end = resolve)),
  });
  grant('long');
  let isTaskOver = false;
  void tasks
    .get(HEADLESS_TASK)?.()()
    .then(() => (isTaskOver = true));
  await settle();
  expect(isTaskOver).toBe(false);
  end('done');
  await settle();
  expect(isTaskOver).toBe(true);
});

it('keeps the headless task alive for a run beside one that cannot be finished', async () => {
  const { native, grant } = createNativeRuns();
  const tasks = new Map<string, () => () => Promise<void>>();
  registerBackgroundRuns({
    native: { ...native, finishRun: () => Promise.reject(new Error('the work is gone')) },
    registerHeadlessTask: (name, task) => tasks.set(name, task),
    perform: ({ runId }) => (runId === 'long' ? new Promise(() => undefined) : Promise.resolve('done')),
  });
  grant('long');
  grant('short');
  let isTaskOver = false;
  const over = (): void => void (isTaskOver = true);
  tasks.get(HEADLESS_TASK)?.()().then(over, over);
  await settle();
  expect(isTaskOver).toBe(false);
});

it('tells a run that the system ends it in a moment, and no other', async () => {
  const { native, grant, expire } = createNativeRuns();
  const signals = new Map<string, ExpirySignal>();
  registerBackgroundRuns({
    native,
    registerHeadlessTask: () => undefined,
    perform: ({ runId }, expiring) => {
      signals.set(runId, expiring);
      return new Promise(() => undefined);
    },
  });
  grant('first');
  grant('second');
  await settle();
  expire('first');
  expect(signals.get('first')?.aborted).toBe(true);
  expect(signals.get('second')?.aborted).toBe(false);
});

it('ends the headless task where runs cannot be taken, and leaves them to be taken again', async () => {
  const { native, grant, finished } = createNativeRuns();
  const tasks = new Map<string, () => () => Promise<void>>();
  let isBroken = true;
  registerBackgroundRuns({
    native: {
      ...native,
      takeRuns: async () => {
        if (isBroken) throw new Error('the module is not there');
        return native.takeRuns();
      },
    },
    registerHeadlessTask: (name, task) => tasks.set(name, task),
    perform: async () => 'done',
  });
  grant('first');
  // React Native ends a task that resolves, and of those that reject only its own kind.
  await expect(tasks.get(HEADLESS_TASK)?.()()).resolves.toBeUndefined();
  expect(finished).toEqual([]);
  isBroken = false;
  grant('second');
  await settle();
  expect(finished).toEqual([
    ['first', 'done'],
    ['second', 'done'],
  ]);
});

it('keeps the headless task alive for what goes on, where no other run can be taken', async () => {
  const { native, grant } = createNativeRuns();
  const tasks = new Map<string, () => () => Promise<void>>();
  let isBroken = false;
  registerBackgroundRuns({
    native: { ...native, takeRuns: () => (isBroken ? Promise.reject(new Error('gone')) : native.takeRuns()) },
    registerHeadlessTask: (name, task) => tasks.set(name, task),
    perform: () => new Promise(() => undefined),
  });
  grant('long');
  await settle();
  isBroken = true;
  let isTaskOver = false;
  const over = (): void => void (isTaskOver = true);
  tasks.get(HEADLESS_TASK)?.()().then(over, over);
  await settle();
  expect(isTaskOver).toBe(false);
});

it('tells a run that the system ends while it is being handed out', async () => {
  const { native, grant, expire, finished } = createNativeRuns();
  let arrive: () => void = () => undefined;
  const onItsWay = new Promise<void>((resolve) => (arrive = resolve));
  registerBackgroundRuns({
    native: {
      ...native,
      takeRuns: async () => {
        const taken = await native.takeRuns();
        await onItsWay;
        return taken;
      },
    },
    registerHeadlessTask: () => undefined,
    perform: async (_run, expiring) => (expiring.aborted ? 'retry-soon' : 'done'),
  });
  grant('short');
  await settle();
  expire('short');
  arrive();
  await settle();
  expect(finished).toEqual([['short', 'retry-soon']]);
});
