/** A small landscape that looks like no other: sky, sun and hills, by a number made of the asset's name. */
export function paintPhoto(name: string): string {
  let seed = 7;
  for (const letter of name) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 8) % below;
  };
  const hue = [205, 25, 340, 190, 45, 260][next(6)] ?? 205;
  const ground = [120, 90, 30, 160, 210][next(5)] ?? 120;
  const hill = (y: number, light: number): string => {
    const [a, b, c] = [y - next(26), y - next(26), y - next(26)];
    return `<path d="M0 ${y}Q25 ${a} 50 ${y - 6}T100 ${b}V100H0Z" fill="hsl(${ground} ${24 + next(18)}% ${light - ((c ?? 0) % 5)}%)"/>`;
  };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 55% ${58 + next(14)}%)"/><stop offset="1" stop-color="hsl(${(hue + 30) % 360} 60% 86%)"/></linearGradient></defs><rect width="100" height="100" fill="url(#s)"/><circle cx="${18 + next(64)}" cy="${16 + next(26)}" r="${6 + next(6)}" fill="hsl(48 90% 88%)"/>${hill(66, 52)}${hill(78, 40)}${hill(92, 28)}</svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
