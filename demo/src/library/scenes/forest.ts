import { clouds, halo } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

interface Season {
  readonly light: string;
  readonly haze: string;
  readonly leaves: readonly [string, ...string[]];
  readonly ground: readonly [string, string];
}

const SPRING: Season = {
  light: '#fdffd6',
  haze: '#cfe8b4',
  leaves: ['#8cc152', '#6aa84f', '#b4d66a', '#4f8f46'],
  ground: ['#7fae4e', '#3f6b34'],
};
const AUTUMN: Season = {
  light: '#fff0c4',
  haze: '#f3d3a0',
  leaves: ['#e0862f', '#cf5a2b', '#f0b13d', '#b8412a', '#d99a3a'],
  ground: ['#c47a3a', '#6b3f24'],
};

/** Sunbeams between the trunks in May. */
export const springForest: Scene = (stage) => forest(stage, SPRING);

/** The same woods in October. */
export const autumnForest: Scene = (stage) => forest(stage, AUTUMN);

/** One great tree on a hill; its leaves are the season's. */
export const treeOnHill: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const season = chance.pick([SPRING, AUTUMN]);
  const x = width * chance.between(0.38, 0.62);
  const base = height * 0.78;
  const crown = many(150, (index) => {
    const angle = chance.between(0, Math.PI * 2);
    const reach = Math.sqrt(chance.between(0, 1));
    const px = x + Math.cos(angle) * reach * unit * 25;
    const py = base - unit * 38 + Math.sin(angle) * reach * unit * 19;
    const shade = mix(
      season.leaves[index % season.leaves.length] ?? season.leaves[0],
      '#2a2416',
      Math.max(0, 0.4 - index / 260) + Math.max(0, Math.sin(angle)) * 0.18,
    );
    return disc(px, py, unit * chance.between(2.4, 5.6), shade, 'fill-opacity="0.92"');
  });
  return [
    box(0, 0, width, height, ink.vertical('#5aa2d8', '#b5daee', '#fbf3dc')),
    clouds(stage, 5, 0.08, 0.36),
    path(
      land(
        skyline(chance, {
          left: 0,
          right: width,
          y: height * 0.74,
          height: unit * 5,
          steps: 16,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      mix(season.ground[0], '#b5daee', 0.5),
    ),
    path(
      `M0 ${tenth(height * 0.86)}Q${tenth(x)} ${tenth(base - unit * 7)} ${tenth(width)} ${tenth(height * 0.88)}V${height}H0Z`,
      ink.vertical(season.ground[0], season.ground[1]),
    ),
    oval(
      x + unit * 6,
      base + unit * 4,
      unit * 27,
      unit * 4,
      '#2a2414',
      `fill-opacity="0.4" filter="${ink.blur(unit)}"`,
    ),
    path(
      `M${tenth(x - unit * 3)} ${tenth(base + unit * 4)}Q${tenth(x - unit)} ${tenth(base - unit * 12)} ${tenth(x - unit * 10)} ${tenth(base - unit * 32)}L${tenth(x - unit * 7)} ${tenth(base - unit * 32)}L${tenth(x)} ${tenth(base - unit * 20)}L${tenth(x + unit * 9)} ${tenth(base - unit * 34)}L${tenth(x + unit * 11)} ${tenth(base - unit * 32)}Q${tenth(x + unit * 2)} ${tenth(base - unit * 12)} ${tenth(x + unit * 4)} ${tenth(base + unit * 4)}Z`,
      ink.horizontal('#7a5a40', '#4a3527'),
    ),
    crown,
    fallingLeaves(stage, season, x, base, moment),
    blades(stage, height * 0.88, season.ground[1], season.ground[0]),
  ].join('');
};

function forest(stage: Stage, season: Season): string {
  const { width, height, unit, chance, ink } = stage;
  const floor = height * 0.74;
  const sunX = width * chance.between(0.35, 0.65);
  const layers = many(4, (layer) => {
    const near = layer / 3;
    const bark = mix(season.haze, '#33261c', 0.22 + near * 0.7);
    const count = [13, 10, 7, 4][layer] ?? 4;
    const ground = floor + unit * layer * 5;
    const trunks = many(count, (index) => {
      let x = ((index + chance.between(0.1, 0.9)) / count) * width;
      // The path stays open.
      if (Math.abs(x - sunX) < unit * (5 + layer * 5)) x += (x < sunX ? -1 : 1) * unit * (5 + layer * 6);
      const half = unit * (0.7 + near * 2.4) * chance.between(0.7, 1.2);
      const lean = chance.between(-1, 1) * unit * 2;
      return path(
        `M${tenth(x - half * 1.5)} ${tenth(ground + unit)}Q${tenth(x - half)} ${tenth(ground - unit * 6)} ${tenth(x - half * 0.8 + lean)} ${-unit}L${tenth(x + half * 0.8 + lean)} ${-unit}Q${tenth(x + half)} ${tenth(ground - unit * 6)} ${tenth(x + half * 1.6)} ${tenth(ground + unit)}Z`,
        ink.horizontal(mix(bark, season.light, 0.3), bark, mix(bark, '#150f0a', 0.3)),
      );
    });
    const leaves = many(46 - layer * 4, () => {
      const x = chance.between(-0.05, 1.05) * width;
      const edge = Math.abs(x - sunX) / width;
      const y = chance.between(-0.06, 0.2 + edge * 0.34) * height;
      return disc(
        x,
        y,
        unit * chance.between(1.6, 4 + near * 3),
        mix(chance.pick(season.leaves), season.light, 0.62 - near * 0.6),
        'fill-opacity="0.85"',
      );
    });
    const earth = path(
      land(
        skyline(chance, {
          left: -unit,
          right: width + unit,
          y: ground,
          height: unit * 1.4,
          steps: 16,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      ink.vertical(
        mix(season.ground[0], season.haze, 0.6 - near * 0.5),
        mix(season.ground[1], season.haze, 0.3 - near * 0.3),
      ),
    );
    return trunks + leaves + earth;
  });
  const beams = group(
    `opacity="0.3" filter="${ink.blur(unit * 1.2)}"`,
    many(6, (index) => {
      const x = sunX + (index - 2.5) * unit * 5;
      const foot = sunX + (index - 2.5) * unit * chance.between(15, 22);
      return path(
        `M${tenth(x - unit)} 0L${tenth(x + unit)} 0L${tenth(foot + unit * 6)} ${tenth(height * 0.9)}L${tenth(foot - unit * 6)} ${tenth(height * 0.9)}Z`,
        ink.vertical(season.light, `${season.light}00`),
      );
    }),
  );
  const trail = path(
    `M${tenth(sunX - unit)} ${tenth(floor)}Q${tenth(sunX + unit * 7)} ${tenth(floor + unit * 8)} ${tenth(sunX - unit * 20)} ${height}H${tenth(sunX + unit * 22)}Q${tenth(sunX + unit * 15)} ${tenth(floor + unit * 8)} ${tenth(sunX + unit * 1.5)} ${tenth(floor)}Z`,
    ink.vertical(mix(season.light, '#c9a878', 0.3), '#a07c52'),
    `fill-opacity="0.85" filter="${ink.blur(unit * 0.4)}"`,
  );
  return [
    box(0, 0, width, height, ink.vertical(season.light, season.haze, season.haze)),
    halo(stage, sunX, height * 0.28, unit * 60, '#fffef0', 1),
    layers,
    trail,
    beams,
    litter(stage, season, floor + unit * 9),
  ].join('');
}

function litter({ width, height, unit, chance }: Stage, season: Season, from: number): string {
  return many(150, () => {
    const depth = chance.between(0, 1);
    const size = unit * (0.3 + depth * 0.9);
    return placed(
      chance.between(0, width),
      from + depth * (height - from),
      oval(
        0,
        0,
        size,
        size * 0.42,
        mix(chance.pick(season.leaves), season.ground[1], chance.between(0, 0.45)),
        'fill-opacity="0.85"',
      ),
      1,
      chance.between(-40, 40),
    );
  });
}

function fallingLeaves(
  { unit, chance }: Stage,
  season: Season,
  x: number,
  base: number,
  moment: number,
): string {
  return many(26, () => {
    const fall = (chance.between(0, 1) + moment * 0.5) % 1;
    const px = x + chance.between(-32, 32) * unit + Math.sin(fall * 9) * unit * 2;
    return placed(
      px,
      base - unit * 26 + fall * unit * 40,
      oval(0, 0, unit * 0.9, unit * 0.45, chance.pick(season.leaves)),
      1,
      chance.between(0, 180) + moment * 200,
    );
  });
}

function blades({ width, height, unit, chance }: Stage, from: number, dark: string, light: string): string {
  return many(140, () => {
    const x = chance.between(0, width);
    const y = chance.between(from, height + unit * 3);
    return stroke(
      `M${tenth(x)} ${tenth(y)}q${tenth(chance.between(-1, 1) * unit)} ${tenth(-unit * 2)} ${tenth(chance.between(-2, 2) * unit)} ${tenth(-unit * chance.between(2, 4))}`,
      mix(dark, light, chance.between(0, 1)),
      unit * 0.25,
      'stroke-opacity="0.8"',
    );
  });
}
