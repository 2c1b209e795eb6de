import { expect, it } from 'vitest';
import { mountedDisks } from './mounted-disks.ts';

const MOUNTS = `
25 30 0:23 / /sys rw,nosuid shared:7 - sysfs sysfs rw
26 30 0:24 / /proc rw,nosuid shared:14 - proc proc rw
29 30 0:26 / /run rw,nosuid shared:5 - tmpfs tmpfs rw
30 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
61 30 259:1 / /boot/efi rw,relatime shared:31 - vfat /dev/nvme0n1p1 rw
70 30 7:3 / /snap/core20/1 ro shared:40 - squashfs /dev/loop3 ro
80 29 8:1 / /run/media/ada/Old\\040Photos rw shared:50 - ext4 /dev/sda1 rw
81 30 8:17 / /media/ada/CARD rw shared:51 - exfat /dev/sdb1 rw
82 30 0:60 / /mnt/nas rw shared:52 - nfs4 nas:/volume1 rw
83 30 0:61 / /mnt/sandboxing/tools ro - tmpfs tools ro
84 30 8:33 / /mnt/old rw - ext4 /dev/sdc1 rw
85 84 0:24 / /mnt/old/proc rw - proc proc rw
86 84 8:34 / /mnt/old/boot rw - ext4 /dev/sdc2 rw
87 30 0:62 / /mnt/c rw - 9p C: rw
88 30 0:62 / /mnt/c rw - 9p C: rw
`;

it('tells the disks of a person from all else that is mounted', () => {
  expect(mountedDisks(MOUNTS)).toEqual([
    '/media/ada/CARD',
    '/mnt/c',
    '/mnt/nas',
    '/mnt/old',
    '/run/media/ada/Old Photos',
  ]);
});

it.each(['', 'no mounts', '1 2 3'])('finds none in %j', (text) => {
  expect(mountedDisks(text)).toEqual([]);
});
