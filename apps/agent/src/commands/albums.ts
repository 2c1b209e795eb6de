import { typed } from '../cli/command-name.ts';
import type { AlbumRecord } from '@keepsake/engine';
import type { LibraryOptions } from '../cli/command.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { emptiedSentence } from '../device/emptied-roots.ts';
import { formatCount, printable } from '../display/format.ts';
import { STOPPED_COMMAND, stopSentence } from '../display/words.ts';
import { planChoices } from '../session/choose-albums.ts';
import { createChooser } from './chooser.ts';
import { withSession } from './with-session.ts';

const MARKS = { none: ' ', selected: '✓', excluded: '✗' } as const;

/** `keepsake albums`: looks at the folders and lists them with the choice for each. */
export async function albums({ folders, json }: LibraryOptions, context: CommandContext): Promise<ExitCode> {
  return withSession(context, { kind: 'named', folders }, async ({ controller, library, ...session }) => {
    const { output } = context;
    const chooser = createChooser({
      before: await controller.listAlbums(),
      folders: session.folders,
      // What a backup without further words would choose.
      planChoices: (known) => planChoices(known, { select: [], exclude: [] }),
      say: (note) => output.note(note),
    });
    const outcome = await controller.scan(chooser);
    if (outcome.kind === 'stopped') {
      output.note(stopSentence(outcome.code, outcome.detail, STOPPED_COMMAND));
      return exitCodeOf(outcome.code);
    }
    for (const root of library.emptiedRoots()) output.note(printable(emptiedSentence(root)));
    const listed = (await controller.listAlbums()).toSorted(inTreeOrder);
    if (json) {
      for (const { id, name, kind, choice, assetCount } of listed) {
        output.line(JSON.stringify({ id, name, kind, choice, assetCount }));
      }
      return EXIT.ok;
    }
    const width = Math.max(0, ...listed.map((album) => formatCount(album.assetCount).length));
    for (const album of listed) {
      const name = album.kind === 'everything' ? 'Everything' : printable(album.id);
      output.line(`${MARKS[album.choice]} ${formatCount(album.assetCount).padStart(width)}  ${name}`);
    }
    output.line(`\n✓ selected   ✗ excluded. Choose with: ${typed('backup --select ALBUM --exclude ALBUM')}`);
    return EXIT.ok;
  });
}

function inTreeOrder(a: AlbumRecord, b: AlbumRecord): number {
  if (a.kind !== b.kind) return a.kind === 'everything' ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
