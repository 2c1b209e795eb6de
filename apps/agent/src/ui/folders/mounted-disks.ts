import { isSystemName } from './system-folders.ts';

/** Where Linux puts disks, sticks and network drives. */
const PLACES = /^\/(?:media|run\/media|mnt)(?:\/|$)/;
/** What looks like a disk and holds nobody's files: memory, the kernel's own, and packed programs. */
const NO_DISKS =
  /^(?:autofs|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|fuse\.(?:gvfsd-fuse|lxcfs|portal|snapfuse)|fusectl|hugetlbfs|mqueue|nsfs|overlay|proc|pstore|ramfs|rpc_pipefs|securityfs|squashfs|sysfs|tmpfs|tracefs)$/;

/** The disks that are mounted where people find them, from the text of `/proc/self/mountinfo`. Pure. */
export function mountedDisks(mountinfo: string): readonly string[] {
  const found = mountinfo.split('\n').flatMap((line) => {
    const [, place = '', type = ''] = /^(?:\S+ ){4}(\S+) .*? - (\S+)/.exec(line) ?? [];
    const path = place.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    return PLACES.test(path) && !NO_DISKS.test(type) && !path.split('/').slice(2).some(isOfSystem)
      ? [path]
      : [];
  });
  return [...new Set(found)].sort();
}

/** A whole system that is mounted brings its own folders along. `media` is none of them: disks are below it. */
const isOfSystem = (name: string): boolean => name !== 'media' && isSystemName(name);
