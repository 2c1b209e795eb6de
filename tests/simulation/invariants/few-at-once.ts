import type { SendingCall } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

const MOST_VIDEOS = 2;

/** Never more is sent at once than the person allows, and never more than two videos (U5). */
export const fewAtOnce: CreateInvariant = (truth, report) => {
  const inFlight = new Set<SendingCall>();
  return {
    name: 'never more is sent at once than is allowed, nor more than two videos',
    see(seen) {
      if (seen.kind === 'sent') inFlight.delete(seen.call);
      if (seen.kind === 'process' && seen.what === 'died')
        for (const call of inFlight) if (call.process === seen.process) inFlight.delete(call);
      if (seen.kind !== 'sending') return;
      inFlight.add(seen.call);
      const { process } = seen.call;
      const calls = [...inFlight].filter((call) => call.process === process);
      const most = Math.max(...truth.settingsDuring(process).map((settings) => settings.parallelUploads));
      if (calls.length > most)
        report(`${process} sends ${calls.length} files at once, and ${most} are allowed`);
      const videos = calls.filter(({ assetId }) => truth.world.phone.asset(assetId)?.kind === 'video');
      if (videos.length > MOST_VIDEOS) report(`${process} sends ${videos.length} videos at once`);
    },
  };
};
