import { birds, clouds, halo, streaks } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** The sun sinks into the sea; a boat, headlands and birds. */
export const sunsetOverSea: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const sky = chance.pick([
    ['#28305e', '#7c4a80', '#e5786b', '#ffc06e', '#ffe6a3'],
    ['#1d3b66', '#5b6fa5', '#e79a8f', '#ffcb8a', '#fff0bf'],
    ['#3a1f4d', '#9c3d6a', '#f0714f', '#ffae4d', '#ffe08a'],
    ['#35507f', '#a17fae', '#f3a6a0', '#ffd0a0', '#fff3d0'],
  ] as const);
  const horizon = height * chance.between(0.54, 0.62);
  const sunX = width * chance.between(0.3, 0.7);
  const sunY = horizon - unit * chance.between(4, 13);
  const sunRadius = unit * chance.between(4.5, 6.5);
  return [
    box(0, 0, width, horizon + 2, ink.vertical(...sky)),
    halo(stage, sunX, sunY, unit * 60, '#fff1c0', 0.75),
    streaks(stage, 16, 0.08, 0.5, mix(sky[1], sky[3], 0.45), 0.75),
    disc(sunX, sunY, sunRadius, ink.vertical('#fffbe0', '#ffe9a8')),
    headlands(stage, horizon, mix(sky[1], sky[3], 0.35), mix(sky[0], '#201020', 0.35)),
    box(
      0,
      horizon,
      width,
      height - horizon,
      ink.vertical(mix(sky[3], sky[2], 0.4), mix(sky[2], sky[1], 0.6), mix(sky[0], '#0a1430', 0.45)),
    ),
    glitter(stage, horizon, sunX, '#fff0b8'),
    boat(
      stage,
      width * chance.between(0.12, 0.3),
      horizon + unit * 5,
      unit * chance.between(0.7, 1.1),
      mix(sky[0], '#100818', 0.5),
    ),
    birds(stage, 6, 0.14, 0.34, mix(sky[0], '#100818', 0.5)),
    shallows(stage, mix(sky[3], '#ffffff', 0.2), mix(sky[0], '#2a1a28', 0.6)),
  ].join('');
};

/** A parasol on the beach at noon. */
export const parasolOnBeach: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const horizon = height * chance.between(0.34, 0.42);
  const shore = height * chance.between(0.58, 0.64);
  const [stripe, towel] = chance.pick([
    ['#e2574c', '#2f8f9d'],
    ['#f2a541', '#c8553d'],
    ['#2a7f9e', '#f0b429'],
    ['#d1495b', '#3d6fb6'],
  ] as const);
  const x = width * chance.between(0.36, 0.64);
  const y = height * 0.86;
  return [
    box(0, 0, width, horizon + 2, ink.vertical('#3f8fd2', '#8cc5ec', '#dff1f8')),
    clouds(stage, 4, 0.06, 0.24),
    headlands(stage, horizon, '#9db8c4', '#5f8a83'),
    box(
      0,
      horizon,
      width,
      shore - horizon + unit * 4,
      ink.vertical('#1b6f9e', '#2196b8', '#58c7c8', '#a8e6d9'),
    ),
    sparkles(stage, horizon, shore),
    box(0, shore, width, height - shore, ink.vertical('#e9d3a4', '#f1dfb8', '#e2c793')),
    surf(stage, shore),
    grains(stage, shore + unit * 8, '#b8965f'),
    oval(
      x + unit * 10,
      y + unit,
      unit * 27,
      unit * 5.5,
      '#8a6a3a',
      `fill-opacity="0.4" filter="${ink.blur(unit)}"`,
    ),
    path(
      quad(
        [x - unit * 2, y - unit * 2],
        [x + unit * 26, y - unit * 5],
        [x + unit * 32, y + unit * 2],
        [x + unit * 2, y + unit * 6],
      ),
      ink.horizontal(towel, mix(towel, '#ffffff', 0.25)),
    ),
    many(3, (index) =>
      path(
        quad(
          [x + unit * (5 + index * 9), y - unit * (2.7 + index)],
          [x + unit * (7 + index * 9), y - unit * (2.9 + index)],
          [x + unit * (11 + index * 9), y + unit * (5 - index * 1.2)],
          [x + unit * (9 + index * 9), y + unit * (5.2 - index * 1.2)],
        ),
        '#fff7e6',
        'fill-opacity="0.75"',
      ),
    ),
    parasol(stage, x, y, unit, stripe),
    placed(x - unit * 18, y + unit * 2, ball(stage), unit * 0.42, 20),
  ].join('');
};

/** Clear water between rocks, with a small boat over its own shadow. */
export const turquoiseCove: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const horizon = height * 0.27;
  const boatX = width * chance.between(0.4, 0.62);
  const boatY = height * chance.between(0.58, 0.68) + unit * 0.4 * Math.sin(moment * 9);
  const waterline = height * 0.6;
  const cliff = (side: 'left' | 'right', reach: number, y: number, colour: string): string => {
    const [left, right] = side === 'left' ? [-unit * 4, reach] : [reach, width + unit * 4];
    const crest = skyline(chance, { left, right, y, height: unit * 6, steps: 32, roughness: 0.55 }).map(
      ([x, crestY]) => {
        const seaward = side === 'left' ? (x - left) / (right - left) : (right - x) / (right - left);
        return [x, Math.min(waterline, crestY + (waterline - y + unit * 8) * seaward ** 3)] as const;
      },
    );
    return path(
      land(crest, waterline, 'straight'),
      ink.vertical(mix(colour, '#fff3d6', 0.45), colour, mix(colour, '#24424e', 0.45)),
    );
  };
  const hull = '#f7f3ea';
  return [
    box(0, 0, width, horizon + 2, ink.vertical('#4a97d8', '#a9d6f1', '#e6f4f7')),
    clouds(stage, 3, 0.05, 0.18),
    box(
      0,
      horizon,
      width,
      height - horizon,
      ink.vertical('#125f8f', '#1488ae', '#2bb5bd', '#73d9cb', '#b8efdc'),
    ),
    patches(stage, horizon),
    cliff('left', width * 0.2, height * 0.2, '#9d8a72'),
    cliff('left', width * 0.36, height * 0.34, '#bb9a70'),
    cliff('right', width * 0.66, height * 0.25, '#ad8f69'),
    shrubs(stage, 0, width * 0.2, height * 0.36),
    shrubs(stage, width * 0.82, width, height * 0.3),
    oval(width * 0.12, waterline + unit * 1.4, width * 0.26, unit * 2.4, ink.glow('#0c4d66', 0.8)),
    oval(width * 0.88, waterline + unit * 1.4, width * 0.25, unit * 2.4, ink.glow('#0c4d66', 0.8)),
    caustics(stage, height * 0.45),
    oval(
      boatX + unit * 3,
      boatY + unit * 11,
      unit * 15,
      unit * 2.6,
      '#0a4a60',
      `fill-opacity="0.5" filter="${ink.blur(unit * 0.9)}"`,
    ),
    path(
      `M${tenth(boatX - unit * 15)} ${tenth(boatY)}Q${tenth(boatX - unit * 11)} ${tenth(boatY + unit * 6)} ${tenth(boatX - unit * 7)} ${tenth(boatY + unit * 6)}L${tenth(boatX + unit * 10)} ${tenth(boatY + unit * 6)}Q${tenth(boatX + unit * 15)} ${tenth(boatY + unit * 4)} ${tenth(boatX + unit * 18)} ${tenth(boatY - unit * 2)}Q${tenth(boatX)} ${tenth(boatY + unit * 2)} ${tenth(boatX - unit * 15)} ${tenth(boatY)}Z`,
      ink.vertical(hull, '#cfd6d6'),
    ),
    stroke(
      `M${tenth(boatX - unit * 14)} ${tenth(boatY + unit * 2)}Q${tenth(boatX)} ${tenth(boatY + unit * 4)} ${tenth(boatX + unit * 16.5)} ${tenth(boatY + unit * 0.8)}`,
      chance.pick(['#d94f3d', '#27618f', '#e0a029']),
      unit * 0.9,
    ),
    box(boatX - unit * 4, boatY - unit * 3.6, unit * 8, unit * 5, ink.vertical('#fdfbf5', '#dfe3e0'), unit),
    box(boatX - unit * 2.6, boatY - unit * 2.6, unit * 5, unit * 2, '#4b7f93', unit * 0.4),
  ].join('');
};

/** A lighthouse on a cliff in the evening light. */
export const lighthouse: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const horizon = height * 0.66;
  const x = width * chance.between(0.6, 0.7);
  const base = height * 0.6;
  const left = width * 0.34;
  const cliff = skyline(chance, {
    left,
    right: width + unit * 4,
    y: base + unit * 4,
    height: unit * 4,
    steps: 64,
    roughness: 0.5,
  }).map(
    ([px, py]) => [px, py + height * 0.4 * Math.max(0, 1 - (px - left) / (width * 0.2)) ** 2.2] as const,
  );
  return [
    box(0, 0, width, horizon + 2, ink.vertical('#4a6fa5', '#9fb4d3', '#f4c9b0', '#ffe3bf')),
    clouds(stage, 6, 0.1, 0.42, '#ffe9dc', 0.7),
    box(0, horizon, width, height - horizon, ink.vertical('#8fa5bd', '#4f7795', '#264d6e')),
    sparkles(stage, horizon, height),
    path(land(cliff, height, 'straight'), ink.vertical('#7d9464', '#6a6f55', '#4d4a45', '#33363a')),
    group(
      `filter="${ink.blur(unit * 0.8)}" opacity="0.85"`,
      many(26, () =>
        oval(
          width * chance.between(0.3, 0.62),
          height * chance.between(0.9, 0.99),
          unit * chance.between(2, 5),
          unit * chance.between(0.5, 1.4),
          '#f4f7f7',
        ),
      ),
    ),
    path(
      quad(
        [x - unit * 4, base - unit * 38],
        [x + unit * 4, base - unit * 38],
        [x + unit * 6, base + unit * 6],
        [x - unit * 6, base + unit * 6],
      ),
      ink.horizontal('#fffaf0', '#f3e2d0', '#c9b3a6'),
    ),
    many(2, (index) => {
      const top = base - unit * (28 - index * 17);
      const half = (at: number): number => unit * (4 + ((at - (base - unit * 38)) / (unit * 44)) * 2);
      return path(
        quad(
          [x - half(top), top],
          [x + half(top), top],
          [x + half(top + unit * 8), top + unit * 8],
          [x - half(top + unit * 8), top + unit * 8],
        ),
        ink.horizontal('#e0584a', '#cf4437', '#9c3028'),
      );
    }),
    box(x - unit * 5.4, base - unit * 39.4, unit * 10.8, unit * 1.8, '#4a4f57', unit * 0.4),
    box(x - unit * 3, base - unit * 45, unit * 6, unit * 6, ink.vertical('#fff3c4', '#ffd97a'), unit * 0.4),
    path(
      `M${tenth(x - unit * 4)} ${tenth(base - unit * 45)}Q${tenth(x)} ${tenth(base - unit * 51)} ${tenth(x + unit * 4)} ${tenth(base - unit * 45)}Z`,
      '#b53a30',
    ),
    halo(stage, x, base - unit * 42, unit * 18, '#fff0b0', 0.9),
    birds(stage, 5, 0.2, 0.4, '#3a4656'),
  ].join('');
};

function headlands(
  { width, height, unit, chance }: Stage,
  horizon: number,
  far: string,
  near: string,
): string {
  const onLeft = chance.between(0, 1) < 0.5;
  const ridge = (share: number, tall: number, colour: string): string => {
    const line = skyline(chance, {
      left: -unit * 2,
      right: width + unit * 2,
      y: 0,
      height: 1,
      steps: 64,
      roughness: 0.5,
    });
    const sloped = line.map(([x, wave]) => {
      const inland = onLeft ? 1 - x / (width * share) : 1 - (width - x) / (width * share);
      return [
        x,
        inland <= 0 ? horizon + unit : horizon - tall * unit * Math.sqrt(inland) * (1 + wave * 0.22),
      ] as const;
    });
    return path(land(sloped, Math.min(height, horizon + unit), 'rounded'), colour);
  };
  return ridge(0.75, 9, far) + ridge(0.42, 12, near);
}

function glitter(
  { width, height, unit, chance, moment }: Stage,
  horizon: number,
  sunX: number,
  colour: string,
): string {
  return many(150, (index) => {
    const depth = chance.between(0, 1) ** 1.4;
    const spread = unit * (3 + depth * 22);
    const x =
      sunX +
      chance.between(-1, 1) * chance.between(0, 1) * spread +
      Math.sin(moment * 10 + index) * unit * 0.5;
    const y = horizon + unit * 0.4 + depth * (height - horizon) * 0.86;
    const opacity =
      chance.between(0.25, 0.95) * (1 - depth * 0.5) * (0.75 + 0.25 * Math.sin(moment * 16 + index * 1.7));
    return oval(
      Math.min(width, x),
      y,
      unit * (0.8 + depth * 4.5) * chance.between(0.4, 1),
      unit * (0.1 + depth * 0.35),
      colour,
      `fill-opacity="${opacity.toFixed(2)}"`,
    );
  });
}

function sparkles({ width, unit, chance, moment }: Stage, from: number, to: number): string {
  return many(110, (index) => {
    const depth = chance.between(0, 1);
    const x = chance.between(0, width) + Math.sin(moment * 8 + index) * unit;
    return oval(
      x,
      from + depth * (to - from),
      unit * (0.7 + depth * 3.4),
      unit * (0.08 + depth * 0.2),
      '#ffffff',
      `fill-opacity="${chance.between(0.1, 0.4).toFixed(2)}"`,
    );
  });
}

function shallows({ width, height, unit, chance, moment, ink }: Stage, foam: string, sand: string): string {
  const wave = skyline(chance, {
    left: -unit * 4,
    right: width + unit * 4,
    y: height * 0.93 - Math.sin(moment * 3) * unit,
    height: unit * 2.2,
    steps: 8,
    roughness: 0.5,
  });
  return path(land(wave, height, 'rounded'), ink.vertical(foam, sand, sand), 'fill-opacity="0.85"');
}

function surf({ width, unit, chance, moment, ink }: Stage, shore: number): string {
  const reach = Math.sin(moment * 3) * unit * 1.5;
  const line = (y: number): string =>
    land(
      skyline(chance, {
        left: -unit * 4,
        right: width + unit * 4,
        y: y + reach,
        height: unit * 1.6,
        steps: 8,
        roughness: 0.6,
      }).map(([x, py]) => [x, py] as const),
      shore - unit * 6,
      'rounded',
    );
  return (
    path(line(shore + unit * 7), '#c9a878', 'fill-opacity="0.45"') +
    path(line(shore + unit * 5), '#ffffff', `fill-opacity="0.95" filter="${ink.blur(unit * 0.25)}"`) +
    path(line(shore + unit * 3), ink.vertical('#6fd0cc', '#b6ebe0'))
  );
}

function grains({ width, height, unit, chance }: Stage, from: number, colour: string): string {
  return many(260, () => {
    const y = chance.between(from, height);
    return oval(
      chance.between(0, width),
      y,
      unit * chance.between(0.1, 0.5),
      unit * 0.12,
      colour,
      `fill-opacity="${chance.between(0.15, 0.45).toFixed(2)}"`,
    );
  });
}

function patches({ width, height, unit, chance, ink }: Stage, horizon: number): string {
  const weeds = many(16, () => {
    const depth = chance.between(0.25, 1);
    return oval(
      chance.between(0, width),
      horizon + depth * (height - horizon),
      unit * (4 + depth * 12),
      unit * (0.8 + depth * 2.4),
      '#0f6f86',
      `fill-opacity="${chance.between(0.15, 0.4).toFixed(2)}"`,
    );
  });
  return group(`filter="${ink.blur(unit * 1.2)}"`, weeds);
}

function caustics({ width, height, unit, chance, moment }: Stage, from: number): string {
  return many(70, (index) => {
    const depth = chance.between(0, 1);
    const x = chance.between(0, width) + Math.sin(moment * 7 + index) * unit;
    const y = from + depth * (height - from);
    const reach = unit * (2 + depth * 5);
    return stroke(
      `M${tenth(x - reach)} ${tenth(y)}q${tenth(reach / 2)} ${tenth(-unit * 0.8)} ${tenth(reach)} 0t${tenth(reach)} 0`,
      '#eafff8',
      unit * (0.12 + depth * 0.2),
      `stroke-opacity="${chance.between(0.15, 0.5).toFixed(2)}"`,
    );
  });
}

function shrubs({ unit, chance, ink }: Stage, from: number, to: number, y: number): string {
  const leaves = many(40, () =>
    disc(
      chance.between(from, to),
      y + chance.between(-3, 5) * unit,
      unit * chance.between(0.8, 2.4),
      chance.pick(['#5b7f4a', '#486b3e', '#769457']),
      'fill-opacity="0.9"',
    ),
  );
  return group(`filter="${ink.blur(unit * 0.3)}"`, leaves);
}

function boat({ unit }: Stage, x: number, y: number, scale: number, colour: string): string {
  const shapes =
    path('M-9 0Q-7 4 -5 4L6 4Q9 3 10 -0.5Z', colour) +
    path('M0 -1L0 -20Q9 -10 8 -2Z', mix(colour, '#ffffff', 0.75)) +
    path('M-1 -2L-1 -17Q-6 -8 -7 -2.5Z', mix(colour, '#ffffff', 0.6)) +
    oval(1, 5.5, 10, 0.9, colour, 'fill-opacity="0.35"');
  return placed(x, y - unit, shapes, scale);
}

function parasol({ ink }: Stage, x: number, y: number, unit: number, colour: string): string {
  const shapes =
    stroke('M0 -46L3 0', '#8a6a48', 1.3) +
    path(
      'M-30 -40Q-24 -64 2 -66Q28 -62 30 -40Q0 -47 -30 -40Z',
      ink.horizontal(mix(colour, '#ffffff', 0.15), colour, mix(colour, '#3a1010', 0.25)),
    ) +
    path('M-17 -42.5Q-14 -60 2 -66Q-2 -56 -5 -44.5Z', '#fff8ea', 'fill-opacity="0.95"') +
    path('M8 -44.4Q8 -58 2 -66Q16 -58 20 -42.2Z', '#fdeedd', 'fill-opacity="0.95"') +
    disc(2, -66.5, 1.2, '#6b4a30');
  return placed(x, y, shapes, unit, -9);
}

function ball({ ink }: Stage): string {
  return (
    oval(2, 9, 11, 3, '#8a6a3a', 'fill-opacity="0.35"') +
    disc(0, 0, 10, ink.radial(['#ffffff', '#f2efe6', '#c9c2b2'], [0.38, 0.32])) +
    path('M-10 0Q-4 -5 0 -10Q-9 -9 -10 0Z', '#e2574c') +
    path('M10 0Q4 5 0 10Q9 9 10 0Z', '#2a7f9e') +
    path('M-10 0Q0 -2 10 0Q0 3 -10 0Z', '#f0b429')
  );
}

function quad(...corners: readonly (readonly [number, number])[]): string {
  return `M${corners.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}Z`;
}
