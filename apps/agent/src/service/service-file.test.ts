import { expect, it } from 'vitest';
import { launchdPlist, systemdUnit, windowsCommand } from './service-file.ts';

const start = {
  command: ['/opt/a "b"/node', '/x/50%/$main.ts', 'watch'],
  homeFolder: '/home/ö & <me>',
  programName: 'npm run -s keepsake -- --home "a & b"',
};

it('[B7] writes words so that systemd reads them as they are', () => {
  const unit = systemdUnit(start);
  expect(unit).toContain('\nExecStart="/opt/a \\"b\\"/node" "/x/50%%/$$main.ts" "watch"\n');
  expect(unit).toContain('\nEnvironment="KEEPSAKE_HOME=/home/ö & <me>"\n');
  expect(unit).toContain('"KEEPSAKE_COMMAND=npm run -s keepsake -- --home \\"a & b\\""\n');
});

it('[B7] writes words so that launchd reads them as they are', () => {
  const plist = launchdPlist(start);
  expect(plist).toContain('    <string>/opt/a "b"/node</string>\n    <string>/x/50%/$main.ts</string>\n');
  expect(plist).toContain('<string>/home/ö &amp; &lt;me&gt;/watch.log</string>');
  expect(plist).toContain('<string>npm run -s keepsake -- --home "a &amp; b"</string>');
});

it('[B7] says what to type on Windows, with blanks in quotes', () => {
  expect(windowsCommand({ command: ['C:\\Program Files\\node.exe', 'C:\\k\\main.ts', 'watch'] })).toBe(
    'schtasks /Create /TN Keepsake /SC ONLOGON /TR "\\"C:\\Program Files\\node.exe\\" C:\\k\\main.ts watch"',
  );
});
