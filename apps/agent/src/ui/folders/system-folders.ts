/** What the system keeps at the top of a disk, and nobody photos. */
const NAMES = new Set([
  'bin',
  'boot',
  'cores',
  'dev',
  'efi',
  'etc',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'lost+found',
  'private',
  'proc',
  'run',
  'sbin',
  'snap',
  'sys',
  'tmp',
  'usr',
  'var',
]);
const OF_A_MAC = new Set(['/System', '/Library', '/Applications']);
const OF_WINDOWS = /^[A-Z]:\\(?:Windows|Program Files.*|ProgramData|Recovery|PerfLogs)$/i;

/** Whether a folder at the top of a disk is called as the system calls its own. */
export function isSystemName(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}

/** Whether a folder is one of the system's. */
export function isSystemFolder(path: string): boolean {
  const [, top] = /^\/([^/]+)$/.exec(path) ?? [];
  return (top !== undefined && NAMES.has(top)) || OF_A_MAC.has(path) || OF_WINDOWS.test(path);
}
