import type { AssetId, CancelSignal } from '@keepsake/engine';

/** Draws a frame of a video; undefined: it cannot be played here. Answers the address of the picture. Never fails. */
export type DrawFrame = (videoUrl: string, signal: CancelSignal) => Promise<string | undefined>;

interface Asked {
  readonly id: AssetId;
  readonly signal: CancelSignal;
  readonly answer: (uri: string | undefined) => void;
}

/** A browser has six connections for all pages of an agent, and a list must stay smooth. */
const AT_ONCE = 2;
const MOST_KEPT = 300;

/** Frames of videos, each drawn once: a few at a time, what was asked for last first, and nothing that is scrolled away. */
export class FramesInTurn {
  readonly #draw: (id: AssetId, signal: CancelSignal) => Promise<string | undefined>;
  readonly #forget: (uri: string) => void;
  readonly #kept = new Map<AssetId, string | undefined>();
  readonly #waiting: Asked[] = [];
  #drawing = 0;

  /** `forget` is told of a picture that is kept no longer. */
  constructor(
    draw: (id: AssetId, signal: CancelSignal) => Promise<string | undefined>,
    forget: (uri: string) => void,
  ) {
    this.#draw = draw;
    this.#forget = forget;
  }

  /** Undefined: there is none, or nobody wants it any more. */
  async frameOf(id: AssetId, signal: CancelSignal): Promise<string | undefined> {
    if (this.#kept.has(id)) return this.#kept.get(id);
    return new Promise((answer) => {
      this.#waiting.push({ id, signal, answer });
      this.#goOn();
    });
  }

  /** What could not be drawn is tried again. */
  forgetFailures(): void {
    for (const [id, uri] of this.#kept) if (uri === undefined) this.#kept.delete(id);
  }

  #goOn(): void {
    while (this.#drawing < AT_ONCE) {
      const next = this.#waiting.pop();
      if (next === undefined) return;
      if (next.signal.aborted) next.answer(undefined);
      else void this.#drawNext(next);
    }
  }

  async #drawNext({ id, signal, answer }: Asked): Promise<void> {
    this.#drawing += 1;
    if (!this.#kept.has(id)) {
      const uri = await this.#draw(id, signal);
      if (uri !== undefined || !signal.aborted) this.#keep(id, uri);
    }
    this.#drawing -= 1;
    answer(this.#kept.get(id));
    this.#goOn();
  }

  #keep(id: AssetId, uri: string | undefined): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) {
      const old = this.#kept.get(oldest);
      this.#kept.delete(oldest);
      if (old !== undefined) this.#forget(old);
    }
    this.#kept.set(id, uri);
  }
}
