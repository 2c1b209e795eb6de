import { birds, clouds, halo, stars } from './atmosphere.ts';
import { box, disc, many, mix, oval, path, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** Lit windows across a river at night. */
export const skylineAtNight: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const bank = height * 0.68;
  const moonX = width * chance.between(0.12, 0.88);
  return [
    nightSky(stage),
    halo(stage, moonX, height * 0.17, unit * 24, '#dfe6ff', 0.5),
    disc(moonX, height * 0.17, unit * 4.2, ink.radial(['#ffffff', '#f4f2e4', '#dcd8c4'], [0.4, 0.4])),
    buildings(stage, bank),
    river(stage, bank),
  ].join('');
};

/** Fireworks over the river; they open as the moment passes. */
export const fireworks: Scene = (stage) => {
  const { width, height, unit, chance, moment } = stage;
  const bank = height * 0.74;
  const bursts = many(6, (index) => {
    const x = width * chance.between(0.12, 0.88);
    const y = height * chance.between(0.12, 0.42);
    const colours = chance.pick([
      ['#ffd76e', '#fff3c4'],
      ['#ff7a8a', '#ffd0c8'],
      ['#7ad7ff', '#e0f6ff'],
      ['#c59bff', '#f0e2ff'],
      ['#8dffb0', '#e6ffe9'],
    ] as const);
    const reach = unit * chance.between(11, 19);
    const age = (moment * 1.6 + 0.45 + index * 0.29) % 1;
    const opened = 1 - (1 - age) ** 3;
    const fading = age < 0.55 ? 1 : Math.max(0, 1 - (age - 0.55) / 0.45);
    let rays = '';
    let sparks = '';
    for (let ray = 0; ray < 30; ray++) {
      const angle = (ray / 30) * Math.PI * 2 + chance.between(-0.08, 0.08);
      const far = reach * opened * chance.between(0.75, 1.05);
      const fall = unit * 3 * age * age;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const start = far * (0.25 + age * 0.4);
      const end = `${tenth(x + cos * far)} ${tenth(y + sin * far + fall)}`;
      rays += `M${tenth(x + cos * start)} ${tenth(y + sin * start + fall * 0.3)}L${end}`;
      sparks += `M${end}h0.1`;
    }
    const fade = (opacity: number): string => `stroke-opacity="${(opacity * fading).toFixed(2)}"`;
    return (
      halo(stage, x, y, reach * 1.5 * opened, colours[0], 0.45 * fading) +
      stroke(rays, colours[0], unit * 0.24, fade(0.85)) +
      stroke(sparks, colours[1], unit * 0.68, fade(1))
    );
  });
  return [nightSky(stage), bursts, buildings(stage, bank), river(stage, bank)].join('');
};

/** Painted houses along a harbour, as in Bosa. */
export const paintedHouses: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const quay = height * 0.76;
  const facades = [
    '#e8a04c',
    '#d9694f',
    '#f0cf7a',
    '#8fb8a8',
    '#e9b8a6',
    '#c9576a',
    '#7fa3c7',
    '#f3e3c3',
    '#b7c48a',
  ] as const;
  let x = -unit * chance.between(0, 8);
  let houses = '';
  let last = '';
  while (x < width) {
    const wide = unit * chance.between(15, 22);
    let colour = chance.pick(facades);
    if (colour === last) colour = facades[(facades.indexOf(colour) + 1) % facades.length] ?? colour;
    last = colour;
    houses += house(stage, x, quay, wide, unit * chance.between(38, 54), colour);
    x += wide;
  }
  return [
    box(0, 0, width, height, ink.vertical('#3c8fd6', '#9dd0ef', '#e8f4f5')),
    clouds(stage, 3, 0.05, 0.16),
    path(
      `M0 ${tenth(height * 0.42)}Q${tenth(width * 0.3)} ${tenth(height * 0.16)} ${tenth(width * 0.6)} ${tenth(height * 0.32)}T${tenth(width)} ${tenth(height * 0.3)}V${tenth(quay)}H0Z`,
      ink.vertical('#86a579', '#5d8258'),
    ),
    houses,
    box(0, quay, width, unit * 4, ink.vertical('#cbbda6', '#8f8371')),
    box(0, quay + unit * 4, width, height - quay, ink.vertical('#2f6f82', '#3f8f9a', '#256074')),
    `<g transform="translate(0 ${tenth(quay * 2 + unit * 4)}) scale(1 -1)" opacity="0.28" filter="${ink.blur(unit * 0.7)}">${houses}</g>`,
    many(50, () =>
      box(
        chance.between(-0.05, 1) * width,
        chance.between(quay + unit * 5, height),
        unit * chance.between(3, 12),
        unit * 0.22,
        '#e8fbff',
        unit * 0.1,
        `fill-opacity="${chance.between(0.1, 0.45).toFixed(2)}"`,
      ),
    ),
    many(3, (index) =>
      rowingBoat(
        stage,
        width * (0.16 + index * 0.32) + unit * chance.between(-4, 4),
        quay + unit * chance.between(9, 15),
        chance.pick(['#d6453d', '#2c6e9b', '#f2f0e8', '#3f8a5a']),
      ),
    ),
    birds(stage, 4, 0.06, 0.18, '#5a6a75'),
  ].join('');
};

function nightSky(stage: Stage): string {
  const { width, height, chance, ink } = stage;
  const [top, low] = chance.pick([
    ['#060a20', '#3a2b5e'],
    ['#071428', '#1f4a6b'],
    ['#0a0a22', '#5a2f55'],
  ] as const);
  return (
    box(0, 0, width, height, ink.vertical(top, mix(top, low, 0.5), low, mix(low, '#f0a070', 0.35))) +
    stars(stage, 130, 0.5)
  );
}

function buildings({ width, height, unit, chance, moment, ink }: Stage, bank: number): string {
  return many(3, (layer) => {
    const colour = ['#2a2c55', '#1a1d3d', '#0e1026'][layer] ?? '#0e1026';
    let x = -unit * 4;
    let row = '';
    while (x < width) {
      const wide = unit * chance.between(6, 12);
      const tall = height * chance.between(0.14, 0.44) * (1 - layer * 0.22);
      const top = bank - tall;
      row += box(x, top, wide + 1, tall + 2, ink.vertical(mix(colour, '#6a5f9a', 0.18), colour));
      if (chance.between(0, 1) < 0.25)
        row +=
          stroke(`M${tenth(x + wide / 2)} ${tenth(top)}v${tenth(-unit * 5)}`, colour, unit * 0.5) +
          disc(
            x + wide / 2,
            top - unit * 5,
            unit * 0.4,
            '#ff5a4d',
            `fill-opacity="${(0.5 + 0.5 * Math.sin(moment * 12)).toFixed(2)}"`,
          );
      const step = Math.round(unit * 1.7);
      const pane = Math.round(unit * 0.85);
      const lit = new Map<string, string>();
      for (let wy = top + step; wy < bank - step; wy += step) {
        for (let wx = x + unit * 0.9; wx < x + wide - unit; wx += step) {
          if (chance.between(0, 1) > 0.36 + layer * 0.06) continue;
          const light = mix(
            chance.pick(['#ffd98a', '#ffc56b', '#fff0c8', '#a9d4ff']),
            colour,
            chance.whole(0, 2) * 0.22,
          );
          lit.set(
            light,
            `${lit.get(light) ?? ''}M${Math.round(wx)} ${Math.round(wy)}h${pane}v${pane + 2}h${-pane}z`,
          );
        }
      }
      // One path per colour: a thousand windows of their own take too long to render.
      for (const [light, panes] of lit) row += path(panes, light);
      x += wide + unit * chance.between(-0.5, 2.2);
    }
    return row;
  });
}

function river({ width, height, unit, chance, moment, ink }: Stage, bank: number): string {
  const deep = height - bank;
  return [
    box(0, bank, width, deep, ink.vertical('#20224a', '#121634', '#070a1c')),
    box(0, bank - unit * 0.5, width, unit, '#090b1a'),
    many(26, () => {
      const x = chance.between(0, width);
      return (
        disc(x, bank - unit * 0.9, unit * 0.5, '#ffdf9a') +
        disc(x, bank - unit * 0.9, unit * 2.4, ink.glow('#ffc76a', 0.8))
      );
    }),
    many(150, (index) => {
      const depth = chance.between(0, 1);
      const colour = chance.pick(['#ffcf7f', '#ffb35e', '#ffe7b8', '#8fb6ff']);
      const x =
        Math.round(chance.between(0, 26)) * (width / 26) +
        chance.between(-1, 1) * unit * (1 + depth * 2) +
        Math.sin(moment * 9 + index) * unit * 0.4;
      const opacity = chance.between(0.12, 0.6) * (1 - depth * 0.8);
      return oval(
        x,
        bank + unit + depth * deep,
        unit * chance.between(0.5, 2) * (1 + depth),
        unit * (0.12 + depth * 0.25),
        colour,
        `fill-opacity="${opacity.toFixed(2)}"`,
      );
    }),
  ].join('');
}

function house(
  { unit, chance, ink }: Stage,
  x: number,
  ground: number,
  wide: number,
  tall: number,
  colour: string,
): string {
  const top = ground - tall;
  const shutter = chance.pick(['#3f6b4f', '#35586e', '#7a4a35', '#f4efe4']);
  const floors = Math.max(3, Math.round(tall / (unit * 13)));
  const columns = wide > unit * 18 ? 3 : 2;
  const windows = many(floors * columns, (index) => {
    const floor = Math.floor(index / columns);
    const cx = x + (wide * ((index % columns) + 0.5)) / columns;
    const cy = top + unit * 5 + floor * ((tall - unit * 8) / floors);
    if (floor === floors - 1 && index % columns === 0) {
      return (
        box(
          cx - unit * 2.2,
          ground - unit * 9,
          unit * 4.4,
          unit * 9,
          mix(shutter, '#20160e', 0.35),
          unit * 0.4,
        ) + disc(cx + unit * 1.4, ground - unit * 4.5, unit * 0.3, '#e9c76a')
      );
    }
    const pane = box(
      cx - unit * 1.6,
      cy,
      unit * 3.2,
      unit * 5.4,
      ink.vertical('#5d7f92', '#2e4756'),
      unit * 0.2,
    );
    const shutters =
      box(cx - unit * 3.2, cy - unit * 0.1, unit * 1.6, unit * 5.6, shutter, unit * 0.15) +
      box(cx + unit * 1.6, cy - unit * 0.1, unit * 1.6, unit * 5.6, shutter, unit * 0.15);
    const flowers =
      chance.between(0, 1) < 0.4
        ? box(cx - unit * 2, cy + unit * 5.2, unit * 4, unit * 0.9, '#9a5a3c', unit * 0.2) +
          many(7, (dot) =>
            disc(
              cx - unit * 1.8 + dot * unit * 0.6,
              cy + unit * 5,
              unit * 0.45,
              dot % 2 === 0 ? '#e2476a' : '#5f9a50',
            ),
          )
        : '';
    return (
      box(cx - unit * 2, cy - unit * 0.5, unit * 4, unit * 6.4, '#fff8ea', unit * 0.2, 'fill-opacity="0.7"') +
      pane +
      stroke(`M${tenth(cx)} ${tenth(cy)}v${tenth(unit * 5.4)}`, '#f1ece0', unit * 0.22) +
      shutters +
      flowers
    );
  });
  return (
    box(
      x,
      top,
      wide + 1,
      tall,
      ink.horizontal(mix(colour, '#ffffff', 0.14), colour, mix(colour, '#5a3a30', 0.16)),
    ) +
    windows +
    path(
      `M${tenth(x - unit * 0.8)} ${tenth(top)}L${tenth(x + unit)} ${tenth(top - unit * 3)}H${tenth(x + wide - unit)}L${tenth(x + wide + unit * 0.8)} ${tenth(top)}Z`,
      ink.vertical('#c98a62', '#a8623f'),
    )
  );
}

function rowingBoat({ unit, ink }: Stage, x: number, y: number, colour: string): string {
  return (
    oval(x, y + unit * 2.4, unit * 8, unit * 0.9, '#123c4a', 'fill-opacity="0.5"') +
    path(
      `M${tenth(x - unit * 8)} ${tenth(y)}Q${tenth(x)} ${tenth(y + unit * 1.4)} ${tenth(x + unit * 8)} ${tenth(y)}Q${tenth(x + unit * 6)} ${tenth(y + unit * 3)} ${tenth(x + unit * 4)} ${tenth(y + unit * 3)}H${tenth(x - unit * 4)}Q${tenth(x - unit * 6)} ${tenth(y + unit * 3)} ${tenth(x - unit * 8)} ${tenth(y)}Z`,
      ink.vertical(mix(colour, '#ffffff', 0.2), colour),
    ) +
    stroke(
      `M${tenth(x - unit * 8)} ${tenth(y)}Q${tenth(x)} ${tenth(y + unit * 1.4)} ${tenth(x + unit * 8)} ${tenth(y)}`,
      '#fff6e6',
      unit * 0.4,
    )
  );
}
