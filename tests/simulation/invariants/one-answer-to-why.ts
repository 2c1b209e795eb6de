import type { CreateInvariant } from '../invariant.ts';
import { expectedOf } from '../expected.ts';

/** Every asset has exactly one answer to why. */
export const oneAnswerToWhy: CreateInvariant = (truth, report) => {
  const { world } = truth;
  let turn = 0;
  const explain = async (index: number): Promise<void> => {
    const asset = world.phone.assets[index];
    if (asset === undefined) return;
    const answer = await world.inspect().explain(asset.id);
    if (answer !== undefined && !KINDS.has(answer.why.kind))
      report(`${asset.id}: ${answer.why.kind} is no answer`);
  };
  return {
    name: 'every asset has exactly one answer to why',
    async afterEvent() {
      turn += 1;
      if (turn % 4 === 0) await explain(turn % Math.max(1, world.phone.assets.length));
    },
    async atTheEnd() {
      for (const asset of world.phone.assets) {
        if (!world.phone.isShown(asset)) continue;
        const answer = await world.inspect().explain(asset.id);
        if (answer === undefined) {
          report(`${asset.id} is in the library, and there is no answer to why`);
          continue;
        }
        const { why } = answer;
        const expected = expectedOf(world, asset);
        // What is safe is called safe, whatever was chosen since.
        if (why.kind === 'backed-up' || why.kind === 'duplicate') continue;
        if (why.kind === 'deleted-on-server' && expected !== 'candidate') continue;
        if (expected !== 'candidate' && why.kind !== expected) {
          report(`${asset.id} is ${expected}, and the answer is ${JSON.stringify(why)}`);
        }
      }
    },
  };
};

const KINDS: ReadonlySet<string> = new Set([
  'backed-up',
  'duplicate',
  'waiting',
  'failed',
  'excluded',
  'not-selected',
  'ignored',
  'gone',
  'deleted-on-server',
]);
