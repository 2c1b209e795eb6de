import { route } from '../../http/route.ts';

export const storage = route('storage', async ({ context }) => {
  const { totalBytes, usedBytes, availableBytes } = await context.diskSpace();
  return {
    diskSize: readable(totalBytes),
    diskUse: readable(usedBytes),
    diskAvailable: readable(availableBytes),
    diskSizeRaw: totalBytes,
    diskUseRaw: usedBytes,
    diskAvailableRaw: availableBytes,
    diskUsagePercentage: totalBytes === 0 ? 0 : Math.round((usedBytes / totalBytes) * 10_000) / 100,
  };
});

function readable(sizeBytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = sizeBytes < 1 ? 0 : Math.min(Math.floor(Math.log2(sizeBytes) / 10), units.length - 1);
  return `${(sizeBytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
