import type { Page } from 'playwright-core';

/** Where the keyboard is after a key. */
interface Stop {
  /** What is read out there. */
  readonly name: string;
  /** It is in view, and something shows that the keyboard is there. */
  readonly isSeen: boolean;
  /** It was here before, since the walk began; where it began, the walk is over. */
  readonly known: 'first' | 'other' | undefined;
  /** It stands after the one before. */
  readonly isInOrder: boolean;
}

interface Walked {
  readonly known: Set<Element>;
  last: Element | undefined;
  /** A field shows by its edge that it is typed into: it must look otherwise afterwards. */
  edge: { readonly of: Element; readonly color: string; readonly name: string } | undefined;
}

/** More stops than any screen has: whoever is still underway is led in circles. */
const MOST_STOPS = 400;

/**
 * What is wrong for somebody who has a keyboard alone: Tab goes through everything that can be pressed or filled in, each
 * once, in the order in which they stand, is always seen, and comes out at the end; above the screen it stays within.
 */
export async function findKeyTrouble(page: Page): Promise<readonly string[]> {
  const trouble: string[] = [];
  const isAbove = await beginWalk(page);
  for (let left = MOST_STOPS; ; left -= 1) {
    if (left === 0) return [...trouble, 'Tab does not come to an end'];
    await page.keyboard.press('Tab');
    const { stop, unseenField } = await look(page);
    if (unseenField !== undefined) trouble.push(`not seen: ${unseenField}`);
    if (stop === undefined) {
      if (isAbove) trouble.push('Tab leaves what is above the screen');
      break;
    }
    // A browser without a window has no controls of its own between the last stop and the first.
    if (stop.known === 'first') break;
    if (stop.known === 'other') return [...trouble, `Tab comes back to: ${stop.name}`];
    if (!stop.isSeen) trouble.push(`not seen: ${stop.name}`);
    if (!stop.isInOrder) trouble.push(`out of its turn: ${stop.name}`);
  }
  const missed = await page.evaluate((selector) => {
    const { known } = (globalThis as unknown as { walked: Walked }).walked;
    const isAbove = document.querySelector('[data-testid$="-backdrop"]') !== null;
    const above = isAbove ? document.querySelector('[role="dialog"]') : document;
    if (above === null) return ['what is above the screen is not told to be'];
    return [...above.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.getClientRects().length > 0 && !known.has(element))
      .map((element) => `not reached: ${element.getAttribute('aria-label') ?? element.innerText.trim()}`);
  }, STOPS);
  return [...trouble, ...missed];
}

/** What Tab stops at. */
const STOPS =
  'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"], ' +
  '[role="switch"]:not([aria-disabled="true"])';

/** From the beginning of the page, or of what is above it, behind which all is shaded. True: something is. */
function beginWalk(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const walked: Walked = { known: new Set(), last: undefined, edge: undefined };
    Object.assign(globalThis, { walked });
    if (document.querySelector('[data-testid$="-backdrop"]') !== null) {
      document.querySelector<HTMLElement>('[role="dialog"]')?.focus();
      return true;
    }
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return false;
  });
}

function look(page: Page): Promise<{ stop: Stop | undefined; unseenField: string | undefined }> {
  return page.evaluate(() => {
    const { walked } = globalThis as unknown as { walked: Walked };
    const edgeOf = (element: Element): string => getComputedStyle(element).borderTopColor;
    const { edge } = walked;
    const unseenField = edge !== undefined && edgeOf(edge.of) === edge.color ? edge.name : undefined;
    walked.edge = undefined;
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { stop: undefined, unseenField };
    const name = element.getAttribute('aria-label') ?? element.innerText.trim();
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isRinged = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const field = element instanceof HTMLInputElement ? element.parentElement : null;
    if (field !== null && !isRinged) walked.edge = { of: field, color: edgeOf(field), name };
    const box = element.getBoundingClientRect();
    const isInView = box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
    const [first] = walked.known;
    const known = !walked.known.has(element) ? undefined : element === first ? 'first' : 'other';
    const before = walked.last;
    const isInOrder =
      before === undefined ||
      !before.isConnected ||
      (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    walked.known.add(element);
    walked.last = element;
    return {
      stop: { name, isSeen: isInView && (isRinged || field !== null), known, isInOrder },
      unseenField,
    };
  });
}

/** Presses Tab until it is at the control whose name is, or begins with, these words. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let left = MOST_STOPS; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    const here = await nameOfFocus(page);
    if (here?.startsWith(name) === true && !/^\p{L}/u.test(here.slice(name.length))) return;
    // Around the page once, through the browser's own controls.
    if (here !== undefined && passed.filter((each) => each === here).length > 2) break;
    passed.push(here ?? '(none)');
  }
  throw new Error(`Tab does not reach "${name}", only: ${passed.join(', ')}`);
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
