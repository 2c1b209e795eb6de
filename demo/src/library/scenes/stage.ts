import { createChance } from '../chance.ts';
import type { Chance } from '../chance.ts';
import { createInk } from './ink.ts';
import type { Ink } from './ink.ts';

/** What a scene is painted on. Lengths are in user units of the SVG; `moment` runs from 0 to 1 through a film. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** A hundredth of the shorter side: the measure for everything that must look alike on both orientations. */
  readonly unit: number;
  readonly chance: Chance;
  readonly moment: number;
  readonly ink: Ink;
}

/**
 * Paints a scene: returns SVG shapes, without text.
 *
 * Draws from `chance` in an order that does not depend on `moment`, so that the frames of a film show one place.
 */
export type Scene = (stage: Stage) => string;

/** Where and how large a scene is painted. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly moment: number;
  /** Width of the rendered picture in pixels; its height follows. */
  readonly pixelWidth: number;
}

/** Paints a scene to an SVG document: equal seeds, sheets and scenes give equal documents. */
export function paintScene(scene: Scene, seed: string, sheet: Sheet): string {
  const { width, height, moment, pixelWidth } = sheet;
  const ink = createInk();
  const unit = Math.min(width, height) / 100;
  const shapes = scene({ width, height, unit, chance: createChance(seed), moment, ink });
  const pixelHeight = Math.round((pixelWidth * height) / width);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${pixelHeight}"` +
    ` viewBox="0 0 ${width} ${height}"><defs>${ink.definitions()}</defs>${shapes}</svg>`
  );
}
