/** Something that a check found: one line for people, one object for programs. */
export type CheckFinding =
  | {
      readonly problem: 'original-missing' | 'original-damaged' | 'original-unreadable';
      readonly path: string;
      readonly asset: string;
      readonly owner: string;
      readonly why?: string;
    }
  | {
      readonly problem: 'sidecar-missing' | 'sidecar-damaged' | 'sidecar-unreadable';
      readonly path: string;
      readonly asset: string;
      readonly why?: string;
    }
  /** A file that nobody has a row for; `movedTo`: where it is now, below the data folder. */
  | { readonly problem: 'orphan'; readonly path: string; readonly movedTo?: string }
  | {
      readonly problem: 'usage-wrong';
      readonly user: string;
      readonly email: string;
      readonly chargedBytes: number;
      readonly keptBytes: number;
    }
  | {
      readonly problem: 'motion-part-wrong';
      readonly still: string;
      readonly motion: string;
      readonly why: string;
    }
  | { readonly problem: 'database-damaged'; readonly why: string };

/** Hears each finding when it is found, so that memory does not grow with their number. */
export type Report = (finding: CheckFinding) => void;
