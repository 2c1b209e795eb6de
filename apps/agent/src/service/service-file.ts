import { join } from 'node:path';

/** How the watch is started as a service of the person's own. */
export interface ServiceStart {
  /** The program and its words. */
  readonly command: readonly string[];
  /** Where sign-in and ledgers are kept. */
  readonly homeFolder: string;
  /** How the person starts the program, for the hints that it writes. */
  readonly programName: string;
}

/** Names the service to systemd and launchd. */
export const UNIT_NAME = 'keepsake-watch.service';
export const AGENT_LABEL = 'app.keepsake.watch';

/** A unit of systemd for one user. */
export function systemdUnit({ command, homeFolder, programName }: ServiceStart): string {
  return `# Written by: keepsake watch --install. Removed by: keepsake watch --uninstall
[Unit]
Description=Keepsake backs up photos and videos as they appear

[Service]
Type=exec
ExecStart=${command.map((word) => unitWord(word.replaceAll('$', '$$$$'))).join(' ')}
Environment=${unitWord(`KEEPSAKE_HOME=${homeFolder}`)}
Environment=${unitWord(`KEEPSAKE_COMMAND=${programName}`)}
UMask=0077
# Photos can wait; whoever works on this computer cannot.
Nice=10
IOSchedulingClass=idle
TimeoutStopSec=10
# Also while another watch runs in a window: this one takes over when that has ended.
Restart=on-failure
RestartSec=60
# A command that is not understood does not get better.
RestartPreventExitStatus=2
NoNewPrivileges=yes

[Install]
WantedBy=default.target
`;
}

/** A word as systemd reads it: in quotes, with what it would expand written twice. */
function unitWord(word: string): string {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('%', '%%');
  return `"${escaped}"`;
}

/** An agent of launchd for one user, which writes its lines to a file. */
export function launchdPlist({ command, homeFolder, programName }: ServiceStart): string {
  const log = xmlText(join(homeFolder, 'watch.log'));
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${AGENT_LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${xmlText(word)}</string>`).join('\n')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>KEEPSAKE_HOME</key>
    <string>${xmlText(homeFolder)}</string>
    <key>KEEPSAKE_COMMAND</key>
    <string>${xmlText(programName)}</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>60</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>StandardOutPath</key>
  <string>${log}</string>
  <key>StandardErrorPath</key>
  <string>${log}</string>
</dict>
</plist>
`;
}

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is typed on Windows to have the watch start when the person signs in; no service is made there. */
export function windowsCommand({ command }: Pick<ServiceStart, 'command'>): string {
  const run = command.map((word) => (/\s/.test(word) ? `\\"${word}\\"` : word)).join(' ');
  return `schtasks /Create /TN Keepsake /SC ONLOGON /TR "${run}"`;
}
