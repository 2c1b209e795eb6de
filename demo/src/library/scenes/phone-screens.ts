import { box, disc, many, mix, oval, path, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** A conversation: bubbles with bars where words would be. */
export const chatScreen: Scene = (stage) => {
  const { width, height, unit, chance } = stage;
  const [paper, mine, theirs, bar] = chance.pick([
    ['#eef2f6', '#2f80ed', '#ffffff', '#9aa7b5'],
    ['#12171f', '#1f9d72', '#242d3a', '#6f7f92'],
    ['#f6efe6', '#e0784f', '#ffffff', '#b5a593'],
  ] as const);
  let y = unit * 34;
  let bubbles = '';
  while (y < height - unit * 34) {
    const own = chance.between(0, 1) < 0.5;
    const lines = chance.whole(1, 3);
    const wide = unit * chance.between(38, 66);
    const tall = unit * (5 + lines * 5.4);
    const x = own ? width - wide - unit * 5 : unit * 16;
    bubbles += box(x, y, wide, tall, own ? mine : theirs, unit * 4);
    if (!own)
      bubbles += avatar(
        unit * 9,
        y + tall - unit * 4,
        unit * 4.4,
        chance.pick(['#f2b880', '#a5c8e4', '#d9a5c8']),
      );
    bubbles += many(lines, (line) =>
      box(
        x + unit * 5,
        y + unit * (4.4 + line * 5.4),
        (wide - unit * 10) * (line === lines - 1 ? chance.between(0.4, 0.8) : 1),
        unit * 2,
        own ? '#ffffff' : bar,
        unit,
        `fill-opacity="${own ? 0.8 : 0.6}"`,
      ),
    );
    y += tall + unit * chance.between(3, 6);
  }
  return (
    box(0, 0, width, height, paper) +
    bubbles +
    topBar(stage, mix(paper, mine, 0.08), bar) +
    box(0, height - unit * 24, width, unit * 24, mix(paper, '#ffffff', 0.3)) +
    box(unit * 6, height - unit * 20, width - unit * 30, unit * 12, mix(paper, bar, 0.2), unit * 6) +
    disc(width - unit * 13, height - unit * 14, unit * 6, mine) +
    path(
      `M${tenth(width - unit * 15.4)} ${tenth(height - unit * 17)}l${tenth(unit * 6)} ${tenth(unit * 3)}l${tenth(-unit * 6)} ${tenth(unit * 3)}Z`,
      '#ffffff',
    )
  );
};

/** A map with a route. */
export const mapScreen: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const roads = many(9, (index) => {
    const y = height * (index / 8) + chance.between(-6, 6) * unit;
    const bend = chance.between(-20, 20) * unit;
    const outline = `M${-unit * 4} ${tenth(y)}Q${tenth(width / 2)} ${tenth(y + bend)} ${tenth(width + unit * 4)} ${tenth(y + chance.between(-14, 14) * unit)}`;
    return stroke(outline, '#d9d2c4', unit * 3.6) + stroke(outline, '#ffffff', unit * 2.8);
  });
  const lanes = many(7, (index) => {
    const x = width * (index / 6) + chance.between(-5, 5) * unit;
    const outline = `M${tenth(x)} 0Q${tenth(x + chance.between(-24, 24) * unit)} ${tenth(height / 2)} ${tenth(x + chance.between(-12, 12) * unit)} ${height}`;
    return stroke(outline, '#d9d2c4', unit * 2.6) + stroke(outline, '#ffffff', unit * 2);
  });
  const route = `M${tenth(width * 0.2)} ${tenth(height * 0.66)}Q${tenth(width * 0.3)} ${tenth(height * 0.46)} ${tenth(width * 0.55)} ${tenth(height * 0.48)}T${tenth(width * 0.76)} ${tenth(height * 0.24)}`;
  return [
    box(0, 0, width, height, '#f1ece0'),
    many(8, () =>
      oval(
        chance.between(0, width),
        chance.between(0, height),
        unit * chance.between(10, 24),
        unit * chance.between(8, 18),
        '#cfe5bd',
      ),
    ),
    path(
      `M0 ${tenth(height * 0.72)}Q${tenth(width * 0.4)} ${tenth(height * 0.66)} ${tenth(width * 0.6)} ${tenth(height * 0.78)}T${tenth(width)} ${tenth(height * 0.76)}V${height}H0Z`,
      ink.vertical('#a9d5ee', '#8ec5e6'),
    ),
    roads,
    lanes,
    stroke(route, '#1d5fc4', unit * 3.4),
    stroke(route, '#4a90f2', unit * 2.4),
    disc(width * 0.2, height * 0.66, unit * 5, '#4a90f2', 'fill-opacity="0.3"'),
    disc(width * 0.2, height * 0.66, unit * 2.6, '#ffffff'),
    disc(width * 0.2, height * 0.66, unit * 1.9, '#2f7ff0'),
    path(
      `M${tenth(width * 0.76)} ${tenth(height * 0.24)}q${tenth(-unit * 7)} ${tenth(-unit * 9)} ${tenth(-unit * 7)} ${tenth(-unit * 13)}a${tenth(unit * 7)} ${tenth(unit * 7)} 0 0 1 ${tenth(unit * 14)} 0q0 ${tenth(unit * 4)} ${tenth(-unit * 7)} ${tenth(unit * 13)}Z`,
      '#e2483f',
    ),
    disc(width * 0.76, height * 0.24 - unit * 13, unit * 2.6, '#ffffff'),
    statusBar(stage, '#4a4a4a'),
    box(unit * 5, unit * 14, width - unit * 10, unit * 13, '#ffffff', unit * 6.5),
    box(unit * 17, unit * 19.4, unit * 44, unit * 2.4, '#9aa3ad', unit),
    disc(
      unit * 11.4,
      unit * 20.5,
      unit * 2.4,
      'none',
      `stroke="#7a8490" stroke-width="${tenth(unit * 0.8)}"`,
    ),
    box(0, height - unit * 44, width, unit * 50, '#ffffff', unit * 6),
    box(width / 2 - unit * 6, height - unit * 41, unit * 12, unit * 1.2, '#d0d4d9', unit),
    box(unit * 7, height - unit * 34, unit * 34, unit * 4.4, '#2c8f57', unit * 2),
    box(unit * 7, height - unit * 26, unit * 52, unit * 2.4, '#b5bcc4', unit),
    box(unit * 7, height - unit * 17, width - unit * 14, unit * 11, '#2f7ff0', unit * 5.5),
    box(width / 2 - unit * 12, height - unit * 12.6, unit * 24, unit * 2.4, '#ffffff', unit),
  ].join('');
};

/** Weather for the week. */
export const weatherScreen: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const [top, low] = chance.pick([
    ['#2f7fd0', '#8fcbf0'],
    ['#3a3f7a', '#c987a5'],
    ['#54708f', '#b9c8d4'],
  ] as const);
  const points = Array.from(
    { length: 7 },
    (_, index) =>
      [unit * 12 + index * ((width - unit * 24) / 6), height * 0.53 + chance.between(-6, 6) * unit] as const,
  );
  return [
    box(0, 0, width, height, ink.vertical(top, low)),
    statusBar(stage, '#ffffff'),
    box(width / 2 - unit * 17, unit * 22, unit * 34, unit * 3.4, '#ffffff', unit * 1.7, 'fill-opacity="0.9"'),
    disc(width / 2, height * 0.24, unit * 30, ink.glow('#fff0b0', 0.8)),
    disc(width / 2, height * 0.24, unit * 13, ink.radial(['#fff6c8', '#ffd65a'])),
    many(5, (index) =>
      disc(
        width / 2 + unit * (4 + index * 5.4),
        height * 0.275 - unit * (5 - (index - 2) ** 2),
        unit * (8 - (index - 2) ** 2 * 0.8),
        '#ffffff',
      ),
    ),
    box(width / 2 - unit * 12, height * 0.36, unit * 24, unit * 8, '#ffffff', unit * 3),
    box(unit * 5, height * 0.46, width - unit * 10, unit * 34, '#ffffff', unit * 5, 'fill-opacity="0.2"'),
    stroke(`M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}`, '#ffffff', unit * 0.9),
    points.map(([x, y]) => disc(x, y, unit * 1.7, '#ffffff') + disc(x, y, unit, '#ffd65a')).join(''),
    many(6, (index) => {
      const y = height * 0.66 + index * unit * 11;
      const from = chance.between(0.36, 0.5);
      const to = chance.between(0.66, 0.86);
      return (
        box(unit * 7, y, unit * 18, unit * 2.6, '#ffffff', unit * 1.3, 'fill-opacity="0.85"') +
        disc(
          width * 0.34 - unit * 3,
          y + unit * 1.3,
          unit * 2.6,
          chance.pick(['#ffd65a', '#ffffff', '#d5e6f5']),
        ) +
        box(
          width * 0.38,
          y + unit * 0.5,
          width * 0.54,
          unit * 1.6,
          '#ffffff',
          unit * 0.8,
          'fill-opacity="0.3"',
        ) +
        box(
          width * from,
          y + unit * 0.5,
          width * (to - from),
          unit * 1.6,
          ink.horizontal('#8fe0b0', '#ffd65a', '#ff9a5a'),
          unit * 0.8,
        )
      );
    }),
  ].join('');
};

/** Music playing, under an abstract cover. */
export const musicScreen: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const [deep, bright, accent] = chance.pick([
    ['#2a1a3f', '#d0587f', '#ffc857'],
    ['#12303a', '#3fa89a', '#f4e285'],
    ['#3a1f1a', '#e07a4f', '#f2d7a0'],
  ] as const);
  const cover = width - unit * 24;
  const top = height * 0.14;
  return [
    box(0, 0, width, height, ink.vertical(mix(deep, bright, 0.45), deep, mix(deep, '#000000', 0.4))),
    statusBar(stage, '#ffffff'),
    box(unit * 12, top, cover, cover, ink.vertical(bright, mix(bright, deep, 0.6), deep), unit * 4),
    disc(width / 2, top + cover * 0.44, cover * 0.24, ink.vertical(accent, mix(accent, bright, 0.7))),
    many(6, (index) =>
      stroke(
        `M${tenth(unit * 12)} ${tenth(top + cover * (0.6 + index * 0.06))}q${tenth(cover / 4)} ${tenth(-unit * 5)} ${tenth(cover / 2)} 0t${tenth(cover / 2)} 0`,
        mix(accent, deep, index / 7),
        unit * 1.2,
        'stroke-opacity="0.8"',
      ),
    ),
    box(unit * 12, height * 0.65, unit * 46, unit * 4.4, '#ffffff', unit * 2.2),
    box(unit * 12, height * 0.69, unit * 30, unit * 2.8, '#ffffff', unit * 1.4, 'fill-opacity="0.5"'),
    box(unit * 12, height * 0.745, cover, unit * 1.2, '#ffffff', unit * 0.6, 'fill-opacity="0.3"'),
    box(unit * 12, height * 0.745, cover * chance.between(0.2, 0.8), unit * 1.2, accent, unit * 0.6),
    disc(width / 2, height * 0.84, unit * 10, '#ffffff'),
    box(width / 2 - unit * 3.6, height * 0.84 - unit * 4, unit * 2.4, unit * 8, deep, unit * 0.6),
    box(width / 2 + unit * 1.2, height * 0.84 - unit * 4, unit * 2.4, unit * 8, deep, unit * 0.6),
    path(
      `M${tenth(width * 0.27)} ${tenth(height * 0.84 - unit * 4)}v${tenth(unit * 8)}l${tenth(-unit * 7)} ${tenth(-unit * 4)}Z`,
      '#ffffff',
    ),
    path(
      `M${tenth(width * 0.73)} ${tenth(height * 0.84 - unit * 4)}v${tenth(unit * 8)}l${tenth(unit * 7)} ${tenth(-unit * 4)}Z`,
      '#ffffff',
    ),
  ].join('');
};

/** A ticket with a square code. */
export const ticketScreen: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const colour = chance.pick(['#2f5fd0', '#c7433f', '#1f8f6a']);
  const cell = unit * 2.2;
  const left = width / 2 - cell * 12.5;
  const top = height * 0.52;
  const finder = (x: number, y: number): string =>
    box(left + x * cell, top + y * cell, cell * 7, cell * 7, '#1c1c22') +
    box(left + (x + 1) * cell, top + (y + 1) * cell, cell * 5, cell * 5, '#ffffff') +
    box(left + (x + 2) * cell, top + (y + 2) * cell, cell * 3, cell * 3, '#1c1c22');
  const inFinder = (x: number, y: number): boolean =>
    (x < 8 && y < 8) || (x > 16 && y < 8) || (x < 8 && y > 16);
  let dots = '';
  for (let y = 0; y < 25; y++)
    for (let x = 0; x < 25; x++)
      if (chance.between(0, 1) < 0.48 && !inFinder(x, y))
        dots += `M${tenth(left + x * cell)} ${tenth(top + y * cell)}h${tenth(cell)}v${tenth(cell)}h${tenth(-cell)}z`;
  return [
    box(0, 0, width, height, ink.vertical('#eceff4', '#d5dbe4')),
    statusBar(stage, '#3a3f4a'),
    box(unit * 6, height * 0.1, width - unit * 12, height * 0.8, '#ffffff', unit * 5),
    box(unit * 6, height * 0.1, width - unit * 12, unit * 34, colour, unit * 5),
    box(unit * 6, height * 0.1 + unit * 26, width - unit * 12, unit * 8, colour),
    box(unit * 13, height * 0.1 + unit * 9, unit * 20, unit * 8, '#ffffff', unit * 1.4),
    box(width - unit * 33, height * 0.1 + unit * 9, unit * 20, unit * 8, '#ffffff', unit * 1.4),
    stroke(
      `M${tenth(unit * 38)} ${tenth(height * 0.1 + unit * 13)}H${tenth(width - unit * 38)}`,
      '#ffffff',
      unit * 0.8,
      `stroke-dasharray="${tenth(unit * 2)}"`,
    ),
    many(
      4,
      (index) =>
        box(
          unit * (13 + (index % 2) * 42),
          height * (0.31 + Math.floor(index / 2) * 0.07),
          unit * 16,
          unit * 2,
          '#b5bcc8',
          unit,
        ) +
        box(
          unit * (13 + (index % 2) * 42),
          height * (0.31 + Math.floor(index / 2) * 0.07) + unit * 4.4,
          unit * 27,
          unit * 3.6,
          '#3a3f4a',
          unit * 1.4,
        ),
    ),
    stroke(
      `M${tenth(unit * 10)} ${tenth(height * 0.475)}H${tenth(width - unit * 10)}`,
      '#c5ccd6',
      unit * 0.6,
      `stroke-dasharray="${tenth(unit * 2)}"`,
    ),
    disc(unit * 6, height * 0.475, unit * 4, '#e0e4eb'),
    disc(width - unit * 6, height * 0.475, unit * 4, '#e0e4eb'),
    path(dots, '#1c1c22'),
    finder(0, 0),
    finder(18, 0),
    finder(0, 18),
  ].join('');
};

function topBar(stage: Stage, colour: string, bar: string): string {
  const { width, unit } = stage;
  return (
    box(0, 0, width, unit * 28, colour) +
    statusBar(stage, bar) +
    avatar(unit * 20, unit * 19, unit * 5, '#f2b880') +
    box(unit * 29, unit * 15.4, unit * 30, unit * 2.8, bar, unit * 1.4) +
    box(unit * 29, unit * 20.4, unit * 18, unit * 2, bar, unit, 'fill-opacity="0.5"') +
    stroke(
      `M${tenth(unit * 9)} ${tenth(unit * 15)}l${tenth(-unit * 4)} ${tenth(unit * 4)}l${tenth(unit * 4)} ${tenth(unit * 4)}`,
      bar,
      unit,
    )
  );
}

function statusBar({ width, unit }: Stage, colour: string): string {
  return (
    box(unit * 7, unit * 4, unit * 10, unit * 2.6, colour, unit * 0.8) +
    many(4, (index) =>
      box(
        width - unit * (26 - index * 2),
        unit * (6 - index * 0.6),
        unit * 1.3,
        unit * (0.9 + index * 0.6),
        colour,
        unit * 0.3,
      ),
    ) +
    box(width - unit * 14, unit * 3.8, unit * 7, unit * 3, colour, unit * 0.9, 'fill-opacity="0.85"')
  );
}

function avatar(x: number, y: number, radius: number, colour: string): string {
  return (
    disc(x, y, radius, colour) +
    disc(x, y - radius * 0.2, radius * 0.36, '#ffffff', 'fill-opacity="0.85"') +
    path(
      `M${tenth(x - radius * 0.6)} ${tenth(y + radius * 0.75)}q${tenth(radius * 0.6)} ${tenth(-radius * 1.1)} ${tenth(radius * 1.2)} 0Z`,
      '#ffffff',
      'fill-opacity="0.85"',
    )
  );
}
