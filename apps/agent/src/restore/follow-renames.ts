import type { Kept, RemoteOriginals, RestoredFacts, RestorePlace, RestoreTarget } from '@keepsake/engine';

/** Names that are kept for the list; the others are counted. */
const MOST_NAMED = 20;

/** A file that came home under another name. */
export interface Renamed {
  /** On the server. */
  readonly was: string;
  /** Where it is, below the folder of the restore. */
  readonly now: string;
}

/** The two ends of a restore, as they are given to it, and what was seen on the way between them. */
export interface FollowedRestore {
  readonly originals: RemoteOriginals;
  readonly target: RestoreTarget;
  /** How many files were given a name here that is not theirs on the server. */
  readonly renamedCount: () => number;
  /** The first of them. */
  readonly renamed: () => readonly Renamed[];
}

/** Follows which files come home under another name: because a disk does not take theirs, or another file has it. */
export function followRenames(originals: RemoteOriginals, target: RestoreTarget): FollowedRestore {
  /** Those of the last page; all of it is at home before the next is asked for. */
  let namesOf = new Map<string, Set<string>>();
  let count = 0;
  const named: Renamed[] = [];

  const note = (kept: Kept, { folders, name }: RestorePlace, { checksum }: RestoredFacts): Kept => {
    const names = namesOf.get(checksum);
    if (kept !== 'kept' || names?.has(name.normalize()) === true) return kept;
    count += 1;
    if (named.length < MOST_NAMED)
      named.push({ was: [...(names ?? [])][0] ?? '', now: [...folders, name].join('/') });
    return kept;
  };

  return {
    renamedCount: () => count,
    renamed: () => named,
    originals: {
      read: (id, fromByte, signal) => originals.read(id, fromByte, signal),
      async list(cursor, signal) {
        const page = await originals.list(cursor, signal);
        namesOf = new Map();
        for (const original of page.originals)
          for (const { checksum, fileName } of [original, original.motion ?? original])
            namesOf.set(checksum, (namesOf.get(checksum) ?? new Set()).add(fileName.normalize()));
        return page;
      },
    },
    target: {
      sweep: () => target.sweep(),
      look: (place, signal) => target.look(place, signal),
      async begin() {
        const pending = await target.begin();
        return {
          write: (bytes) => pending.write(bytes),
          keep: async (place, facts) => note(await pending.keep(place, facts), place, facts),
          discard: () => pending.discard(),
        };
      },
      repeat: async (from, to, facts, signal) =>
        note(await target.repeat(from, to, facts, signal), to, facts),
    },
  };
}
