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
