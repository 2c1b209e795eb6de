import type { Draft, Drafts } from '../controller/drafts.ts';
import type { TextStore } from '../controller/text-store.ts';

const KEY = 'keepsake.drafts';

/** Drafts kept as JSON. What was tampered with, or is of another version, is none. Without a store they hold until the app ends. */
export function openDrafts(store?: TextStore): Drafts {
  let drafts = read(store);
  const set = (next: ReadonlyMap<string, Draft>): void => {
    drafts = next;
    try {
      store?.setItem(KEY, JSON.stringify([...drafts]));
    } catch {
      // Private windows and full disks keep nothing.
    }
  };
  return {
    read: (name) => drafts.get(name),
    keep(name, draft) {
      const next = new Map(drafts);
      if (draft === undefined) next.delete(name);
      else next.set(name, draft);
      set(next);
    },
    forget: () => set(new Map()),
  };
}

function read(store: TextStore | undefined): ReadonlyMap<string, Draft> {
  try {
    const kept: unknown = JSON.parse(store?.getItem(KEY) ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isDraft) : []);
  } catch {
    return new Map();
  }
}

function isDraft(entry: unknown): entry is [string, Draft] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const draft: unknown = entry[1];
  return (
    typeof draft === 'string' || (Array.isArray(draft) && draft.every((each) => typeof each === 'string'))
  );
}
