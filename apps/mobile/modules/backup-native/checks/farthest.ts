import sharp from 'sharp';

/** The farthest that two pictures are apart in any pixel, of 255; what they do not cover counts as grey. */
export async function farthest(file: string, other: string): Promise<number> {
  const [one, two] = await Promise.all(
    [file, other].map((path) => sharp(path).flatten({ background: '#808080' }).raw().toBuffer()),
  );
  if (one?.length !== two?.length) return 255;
  return (one ?? Buffer.of()).reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (two?.[at] ?? 0))),
    0,
  );
}
