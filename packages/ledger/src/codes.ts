import type { AssetKind, BackedUp, Finding, Settlement, Standing } from '@keepsake/engine';
import { damaged } from './unavailable.ts';

/** One-byte codes for words that stand in a million rows and their indexes. A code is never given to another word. */
interface Codes<Word extends string> {
  readonly toCode: Readonly<Record<Word, number>>;
  toWord(code: number): Word;
  readonly all: readonly number[];
}

function codesOf<Word extends string>(toCode: Readonly<Record<Word, number>>): Codes<Word> {
  const words = new Map(Object.entries(toCode).map(([word, code]) => [code as number, word as Word]));
  return {
    toCode,
    toWord(code) {
      const word = words.get(code);
      if (word === undefined) throw damaged(`no word has the code ${code}`);
      return word;
    },
    all: [...words.keys()],
  };
}

export const KINDS = codesOf<AssetKind>({ image: 0, video: 1, unsupported: 2 });

export const STANDINGS = codesOf<Standing['kind']>({
  candidate: 0,
  excluded: 1,
  'not-selected': 2,
  ignored: 3,
});

export const REASONS = codesOf<(Standing & { kind: 'ignored' })['reason']>({
  'unsupported-type': 0,
  'in-cloud': 1,
  'before-cut-off': 2,
});

export const SETTLEMENTS = codesOf<Settlement['kind']>({
  pending: 0,
  'backed-up': 1,
  retrying: 2,
  failed: 3,
  gone: 4,
  'deleted-on-server': 5,
});

export const FINDINGS = codesOf<Finding['what']>({ damaged: 0, missing: 1 });

export const WAYS = codesOf<BackedUp['how']>({ uploaded: 0, duplicate: 1 });

/** Where an asset is: out of the library and not counted, in the library, or a candidate that is gone from it. */
export const PRESENCE = { out: 0, inLibrary: 1, missed: 2 } as const;
