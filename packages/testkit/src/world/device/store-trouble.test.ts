import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../library/seeded-random.ts';
import { Life } from '../life.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { StoreTrouble } from './store-trouble.ts';

function storeOf(): {
  readonly clock: VirtualClock;
  readonly trouble: StoreTrouble;
  write(process: string): Promise<string>;
} {
  const clock = new VirtualClock(0);
  const trouble = new StoreTrouble({ clock, random: createSeededRandom(1), observe: () => undefined });
  return {
    clock,
    trouble,
    write: (process) =>
      trouble
        .strike('writes', new Life(process), async () => 'written')
        .catch((error: unknown) => (error as Error).message),
  };
}

describe('the trouble with a store', () => {
  it('strikes after the calls that are spared, as often as it is to, and only whom it is to', async () => {
    const { trouble, write } = storeOf();
    trouble.add({ target: 'writes', failure: 'SQLITE_FULL', spared: 1, times: 2, role: 'app' });
    const heard: string[] = [];
    for (const process of ['app-1', 'app-1', 'worker-2', 'app-3', 'app-3']) heard.push(await write(process));
    expect(heard).toEqual(['written', 'SQLITE_FULL', 'written', 'SQLITE_FULL', 'written']);
    expect(trouble.isQuiet).toBe(true);
  });

  it('leaves reads alone when it is to strike writes', async () => {
    const { trouble } = storeOf();
    trouble.add({ target: 'writes', failure: 'SQLITE_BUSY', spared: 0, times: 1 });
    expect(await trouble.strike('reads', new Life('app-1'), async () => 'read')).toBe('read');
  });

  it('makes calls take their time', async () => {
    const { clock, trouble, write } = storeOf();
    trouble.slowMs = 1_000;
    let heard: string | undefined;
    void write('app-1').then((what) => (heard = what));
    await clock.advance(1);
    expect(heard).toBeUndefined();
    await clock.advance(2_000);
    expect(heard).toBe('written');
    trouble.clear();
    expect(trouble.isQuiet).toBe(true);
  });
});
