import type { ArchiveFile } from './archive-files.ts';

/** The file of an archive that says what is not in it. */
export const NOT_INCLUDED_NAME = 'NOT-INCLUDED.txt';

/** What is to be said of a file that an archive lacks. */
export interface LeftOut {
  readonly file: ArchiveFile;
  readonly why: 'lost' | 'damaged';
}

const WORDS = {
  lost: "the server's disk does not have it any more",
  damaged: "it is damaged on the server's disk",
};

/** Says, for people and for any editor, which files an archive lacks, and what to do. */
export function notIncludedText(leftOut: readonly LeftOut[]): string {
  const lines = leftOut.map(({ file, why }) => `${file.name}: ${WORDS[why]}`);
  return [
    'These files belong into this archive, and are not in it:',
    '',
    ...lines,
    '',
    'Back them up again from a device that still has them, or ask whoever runs the server for a copy from its backup.',
    '',
  ].join('\r\n');
}
