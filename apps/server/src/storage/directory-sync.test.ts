import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DirectorySync } from './directory-sync.ts';

it('shares a sync among those who come while another runs, and starts it after that one', async () => {
  const running: (() => void)[] = [];
  const sync = new DirectorySync(() => new Promise((resolve) => running.push(resolve)));
  const done: string[] = [];
  const wait = (name: string): Promise<void> => sync.sync('d').then(() => void done.push(name));
  const all = [wait('first'), wait('second'), wait('third')];
  expect(running).toHaveLength(1);
  running[0]?.();
  await all[0];
  await Promise.resolve();
  expect(done).toEqual(['first']);
  expect(running).toHaveLength(2);
  all.push(wait('fourth'));
  running[1]?.();
  await Promise.all(all.slice(0, 3));
  expect(running).toHaveLength(3);
  running[2]?.();
  await Promise.all(all);
  expect(done).toEqual(['first', 'second', 'third', 'fourth']);
});

it('tells all who made an entry before a sync failed, because the next one would not, and begins afresh', async () => {
  const running: ((error?: Error) => void)[] = [];
  const sync = new DirectorySync(
    () =>
      new Promise((resolve, reject) =>
        running.push((error) => (error === undefined ? resolve() : reject(error))),
      ),
  );
  const known = sync.failuresOf('d');
  const all = Promise.allSettled([sync.sync('d'), sync.sync('d'), sync.sync('d')]);
  running[0]?.(new Error('the disk did not take it'));
  await setImmediate();
  running[1]?.();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const late = sync.sync('d', known);
  running[2]?.();
  await expect(late).rejects.toThrow('the disk did not take it');
  const fresh = sync.sync('d', sync.failuresOf('d'));
  running[3]?.();
  await fresh;
});
