import { statfs } from 'node:fs/promises';
import { throwFromErrno } from '../../errors/from-errno.ts';
import { route } from '../../http/route.ts';

export const storage = route('storage', async ({ context }) => {
  const disk = await statfs(context.originalsDir).catch(throwFromErrno);
  const diskSizeRaw = disk.blocks * disk.bsize;
  const diskAvailableRaw = disk.bavail * disk.bsize;
  const diskUseRaw = diskSizeRaw - disk.bfree * disk.bsize;
  return {
    diskSize: readable(diskSizeRaw),
    diskUse: readable(diskUseRaw),
    diskAvailable: readable(diskAvailableRaw),
    diskSizeRaw,
    diskUseRaw,
    diskAvailableRaw,
    diskUsagePercentage: diskSizeRaw === 0 ? 0 : Math.round((diskUseRaw / diskSizeRaw) * 10_000) / 100,
  };
});

function readable(sizeBytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = sizeBytes < 1 ? 0 : Math.min(Math.floor(Math.log2(sizeBytes) / 10), units.length - 1);
  return `${(sizeBytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
