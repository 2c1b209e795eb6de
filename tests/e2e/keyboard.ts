import type { Page } from 'playwright-core';

/** Where a key led. */
interface Step {
  /** What is read out there; undefined: it leads out of the page. */
  readonly name: string | undefined;
  /** It was there before: where the walk began, it is over. */
  readonly isFirst: boolean;
  /** What is wrong with it, or with what it passed. */
  readonly trouble: readonly string[];
}

/** What the page keeps of a walk between two keys. */
interface Walk {
  readonly known: Set<Element>;
  last: Element | undefined;
  /** What there was to stop at before the key; a long list draws more of itself after it. */
  stops: readonly HTMLElement[];
  /** A field shows by its edge that it is typed into: it must look otherwise afterwards. */
  edge: { readonly of: Element; readonly color: string; readonly name: string } | undefined;
}

/** More stops than any screen has: whoever is still underway is led in circles. */
const MOST_STOPS = 400;
const SHADE = '[data-testid$="-backdrop"]';

/**
 * What is wrong for somebody who has a keyboard alone: Tab goes through everything that can be pressed or filled in, each
 * once, in the order in which they stand, is always seen, and comes out at the end; above the screen it stays within.
 */
export async function findKeyTrouble(page: Page): Promise<readonly string[]> {
  const begun = await beginWalk(page);
  if (begun === 'not-told') return ['what is above the screen is not told to be'];
  const trouble: string[] = [];
  for (let left = MOST_STOPS; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    const step = await takeStep(page);
    trouble.push(...step.trouble);
    // A browser without a window has no controls of its own between the last stop and the first.
    if (step.isFirst) return trouble;
    if (step.name === undefined)
      return begun === 'above' ? [...trouble, 'Tab leaves what is above the screen'] : trouble;
  }
  return [...trouble, 'Tab does not come to an end'];
}

/** From the beginning of the page, or of what is above it, behind which all is shaded. */
function beginWalk(page: Page): Promise<'page' | 'above' | 'not-told'> {
  return page.evaluate(
    ({ shade, selector }) => {
      const isAbove = document.querySelector(shade) !== null;
      const within = isAbove ? document.querySelector<HTMLElement>('[role="dialog"]') : document.body;
      if (within === null) return 'not-told';
      const findStops = (): readonly HTMLElement[] =>
        [...within.querySelectorAll<HTMLElement>(selector)].filter(
          (element) => element.getClientRects().length > 0,
        );
      const walk: Walk = { known: new Set(), last: undefined, stops: findStops(), edge: undefined };
      Object.assign(globalThis, { walk, findStops });
      if (isAbove) within.focus();
      else {
        within.tabIndex = -1;
        within.focus();
        within.removeAttribute('tabindex');
      }
      return isAbove ? 'above' : 'page';
    },
    { shade: SHADE, selector: STOPS },
  );
}

/** What Tab stops at. */
const STOPS =
  'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"], ' +
  '[role="switch"]:not([aria-disabled="true"])';

function takeStep(page: Page): Promise<Step> {
  return page.evaluate(() => {
    const { walk, findStops } = globalThis as unknown as {
      walk: Walk;
      findStops: () => readonly HTMLElement[];
    };
    const trouble: string[] = [];
    const nameOf = (element: HTMLElement): string =>
      element.getAttribute('aria-label') ?? element.innerText.trim();
    const isAfter = (element: Element, other: Element): boolean =>
      (other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const edgeOf = (element: Element): string => getComputedStyle(element).borderTopColor;

    const { edge, last, known } = walk;
    if (edge !== undefined && edgeOf(edge.of) === edge.color) trouble.push(`not seen: ${edge.name}`);
    walk.edge = undefined;
    const here = document.activeElement;
    const element = here instanceof HTMLElement && here !== document.body ? here : undefined;
    const [first] = known;
    const isFirst = element !== undefined && element === first;
    for (const stop of walk.stops) {
      const isPassed = element === undefined || isFirst || isAfter(element, stop);
      const isAhead = last === undefined || !last.isConnected || isAfter(stop, last);
      if (stop.isConnected && stop !== element && !known.has(stop) && isPassed && isAhead)
        trouble.push(`not reached: ${nameOf(stop)}`);
    }
    walk.stops = findStops();
    if (element === undefined || isFirst)
      return { name: element === undefined ? undefined : nameOf(element), isFirst, trouble };

    const name = nameOf(element);
    if (known.has(element)) trouble.push(`reached twice: ${name}`);
    if (last?.isConnected === true && !isAfter(element, last)) trouble.push(`out of its turn: ${name}`);
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isRinged = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const field = element instanceof HTMLInputElement ? element.parentElement : null;
    if (field !== null && !isRinged) walk.edge = { of: field, color: edgeOf(field), name };
    const box = element.getBoundingClientRect();
    const isInView = box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
    if (!isInView || (!isRinged && field === null)) trouble.push(`not seen: ${name}`);
    known.add(element);
    walk.last = element;
    return { name, isFirst, trouble };
  });
}

/** Presses Tab until it is at the control whose name is, or begins with, these words. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: (string | undefined)[] = [];
  while (passed.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const here = await nameOfFocus(page);
    if (here?.startsWith(name) === true && !/^\p{L}/u.test(here.slice(name.length))) return;
    passed.push(here);
    // Around the page more than once.
    if (passed.filter((each) => each === here).length > 20) break;
  }
  throw new Error(`Tab does not reach "${name}", only: ${[...new Set(passed)].join(', ')}`);
}

/** What is read out where the keyboard is; undefined: nowhere on the page. */
export function nameOfFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement && element !== document.body
      ? (element.getAttribute('aria-label') ?? element.innerText.trim())
      : undefined;
  });
}

/** Waits until what is typed goes into this field, without a key before. */
export async function untilTyping(page: Page, field: string): Promise<void> {
  await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, field);
}
