import type { Verdict } from './examine.ts';
import type { ToldOriginal } from './originals.ts';

export interface ProofLog {
  warn(details: object, sentence: string): void;
  error(details: object, sentence: string): void;
}

/** Says in the log what is wrong with an original, or that something is not wrong any more. */
export function reportVerdict(log: ProofLog, original: ToldOriginal, verdict: Verdict): void {
  const { id: asset, ownerId: owner, path } = original;
  switch (verdict.kind) {
    case 'missing':
      return log.error({ asset, owner, path }, 'an original is missing');
    case 'damaged':
      return log.error({ asset, owner, path, why: verdict.why }, 'an original is damaged');
    case 'unreadable':
      return log.warn({ asset, owner, path, err: verdict.cause }, 'an original cannot be read');
    case 'right':
      if (original.finding !== null)
        log.warn({ asset, owner, path }, `an original that was ${original.finding} is right again`);
      return;
    case 'gone':
  }
}
