import { EXIT_MEANINGS } from './exit-codes.ts';

/** The text of `keepsake --help`. */
export function helpText(): string {
  return `Keepsake backs up photos and videos to a server of your own, and proves that they are there.

  keepsake login [SERVER] [--email ADDRESS] [--api-key]
      Sign in; on a server that has no account yet, make the first one, on a terminal. SERVER may be left out
      by whoever is signed in already, also when the server does not take that sign-in any more; after a logout it is
      to be said.
      The password (or API key) is asked for, or read from the first line of the standard input.
  keepsake logout
      End the session on the server and forget the sign-in. What is known about your photos stays.
  keepsake password
      Change your password on the server; you stay signed in here. The present one and the new one are asked for, or read
      from the first two lines of the standard input.

  keepsake ui [--port N]         Show Keepsake in the browser, for this computer alone; Ctrl-C ends it.
      --no-open                  Only say where it is.

  keepsake backup [FOLDER…]      Back up these folders; without one, those of the last backup.
      --select ALBUM             Only this album; may be repeated. An album is a folder: its name, or its path.
                                 The album of everything is called Everything.
      --exclude ALBUM            Not this album; may be repeated, and wins over --select.
      --sync-albums              Put photos into albums on the server named like their folders (--no-sync-albums: stop).
      --dry-run, -n              Say what would be backed up, and send nothing.
      --emptied                  A folder that is empty now was emptied on purpose: its disk is not missing.
      --jobs N, -j N             Files sent at once, 1 to 10; default 4.
      --order newest|photos      Newest first, or photos before videos; default newest.
      --since 2024-01-31         Nothing older than this day (--since all: everything again).
      --skip-cloud               Leave alone what is in a cloud and not on this computer (--no-skip-cloud: fetch it).
      --json                     One JSON object a line instead of text.

  keepsake watch [FOLDER…]       Back up by itself: what changes in these folders, or in all that were backed up here, is on
                                 the server seconds later. Goes on until Ctrl-C, whatever happens; ends with 0 then.
      --install                  Have this system run it whenever you are signed in (--uninstall: no longer).
      --json                     One JSON object a line instead of text.
  keepsake settings              How backups are set; each can be changed here without a backup, and these for watch:
      --no-background            Do not back up these folders by itself (--background: do).
      --only-charging            By itself only while this computer is plugged in (--no-only-charging: always);
                                 known of on Linux alone.
      --delay SECONDS            So long without a change before it begins; default 5, and after 10 times that in any case.

  keepsake status                How much is backed up, of all that you backed up from here.
  keepsake failed                What could not be backed up, and why.
  keepsake retry [FILE…]         Try failed files afresh; without a name, all of the last library.
  keepsake upload-again FILE…    Send again what was deleted on the server; --all instead of names: all of it.
  keepsake verify [--deep]       Compare everything that is backed up with the server, by checksum; with --deep the
                                 server reads its files again.
  keepsake why FILE              Why is this file backed up, or not?
  keepsake albums                The albums, and which are selected and excluded.
      --library FOLDER           Of this library; may be repeated. A library is the folders of one backup. Without it, status,
                                 failed and verify tell of each, why of that which the file is in, the others of the last one.
      --json                     As JSON.

  keepsake restore FOLDER        Bring every original home from the server, byte for byte, with its date, in folders
                                 named like its albums. What is there already is left as it is.
      --album NAME               Only this album of the server; may be repeated.
      --into-library             Also into a folder with files in it that is backed up from here, of which
                                 there are copies in it then.
      --json                     As JSON.

Choices made with --select and --exclude are remembered for the folders they were made for. To choose everything
again: --select Everything, with --exclude for each album that is still to be left out. --jobs, --order, --since,
--skip-cloud and --sync-albums are remembered likewise.

Environment:
  KEEPSAKE_HOME                  Where sign-in and ledgers are kept; default: your user data folder. The same as
                                 --home FOLDER before the command: keepsake --home FOLDER status.
  KEEPSAKE_COMMAND               How Keepsake is started here, as its hints are to name it; default: keepsake.
  KEEPSAKE_PASSWORD              The password (beside --email) or API key for login, for scripts.
  KEEPSAKE_SCREENS               The folder of the web page that keepsake ui shows; default: the one made of
                                 these sources, which it makes by itself where it is missing.
  KEEPSAKE_CONDITIONS            A file with what keepsake ui cannot know of the network and power, and goes by from
                                 then on: {"network": "metered"}, "none" or "unmetered"; {"isCharging": false}.
  NO_COLOR                       No colours.

Exit codes:
${EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')}
`;
}
