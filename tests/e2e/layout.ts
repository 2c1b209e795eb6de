import type { Page } from 'playwright-core';

/**
 * What is wrong with how the words of the page lie, in this window: beyond its edge, cut off, upon each other, in a list
 * too low to be read, or only to be seen by scrolling sideways.
 */
export function findBadLayout(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const leastHeight = window.innerHeight / 4;
    const room = document.documentElement.clientWidth;
    const isLaidOut = (element: Element): boolean => element.getClientRects().length > 0;
    const nameOf = (element: Element): string =>
      (element.getAttribute('aria-label') ?? (element as HTMLElement).innerText).trim().slice(0, 80);

    /** Cut words do no harm where whatever they stand in is read out with all of them. */
    const isReadWhole = (element: HTMLElement): boolean => {
      // The words of the four places are all that tells them apart.
      if (element.closest('[role="navigation"]') !== null) return false;
      const label = element.closest('[aria-label]')?.getAttribute('aria-label') ?? '';
      return label.includes(element.innerText.trim());
    };
    const words = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => element.childElementCount === 0 && isLaidOut(element) && element.innerText?.trim() > '',
    );
    /** A line of tabs may go on beyond the edge, and be pushed along. */
    const isPushedAlong = (element: Element): boolean => element.closest('[role="tablist"]') !== null;
    const found: string[] = [];
    for (const element of words) {
      const box = element.getBoundingClientRect();
      if (isPushedAlong(element)) continue;
      if (box.left < -1 || box.right > room + 1) found.push(`beyond the edge: ${nameOf(element)}`);
      const isCut =
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) &&
        element.clientWidth > 0 &&
        getComputedStyle(element).overflow !== 'visible';
      if (isCut && !isReadWhole(element)) found.push(`cut: ${nameOf(element)}`);
    }

    const commonOf = (one: DOMRect, other: DOMRect): DOMRect => {
      const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
      const width = Math.max(0, Math.min(one.right, other.right) - left);
      return new DOMRect(left, top, width, Math.max(0, Math.min(one.bottom, other.bottom) - top));
    };
    // Only what is on top: a screen keeps those that are behind it.
    const seen = words.flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      let box = range.getBoundingClientRect();
      // What is cut off, or scrolled away, is not there.
      let isCutOff = false;
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { overflow } = getComputedStyle(at);
        if (overflow === 'visible') continue;
        const common = commonOf(box, at.getBoundingClientRect());
        isCutOff ||= overflow === 'hidden' && at !== element && common.width < box.width - 1;
        box = common;
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return top !== null && (top === element || element.contains(top) || top.contains(element))
        ? [{ element, box, isCutOff }]
        : [];
    });
    for (const { element, isCutOff } of seen)
      if (isCutOff && !isReadWhole(element) && !isPushedAlong(element))
        found.push(`cut off: ${nameOf(element)}`);
    for (const [index, one] of seen.entries())
      for (const other of seen.slice(index + 1)) {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Lines of text may share the room that letters leave.
        if (wide > 2 && high > 4)
          found.push(`upon each other: ${nameOf(one.element)} / ${nameOf(other.element)}`);
      }

    for (const element of document.querySelectorAll('*')) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
      if (!isLaidOut(element)) continue;
      if (!isPushedAlong(element) && scrolls(overflowX) && element.scrollWidth > element.clientWidth + 1)
        found.push(`scrolls sideways: ${nameOf(element)}`);
      if (
        scrolls(overflowY) &&
        element.scrollHeight > element.clientHeight + 1 &&
        element.clientHeight < leastHeight
      )
        found.push(`${element.clientHeight} high: ${nameOf(element)}`);
    }
    if (document.documentElement.scrollWidth > room) found.push('the page scrolls sideways');
    return found;
  });
}
