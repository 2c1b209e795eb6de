import { useEffect, useRef, type RefObject } from 'react';
import { Platform, type View } from 'react-native';

const FOCUSABLE = 'a[href], button, input, [tabindex="0"]';

/**
 * In a browser, what is above the screen has the keyboard to itself: it is focused when it comes, Tab stays within, Escape leaves it, and
 * afterwards the focus is where it was. A phone does that by itself.
 */
export function useModalKeys(onLeave: () => void): RefObject<View | null> {
  const modal = useRef<View>(null);
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    if (Platform.OS !== 'web') return undefined;
    // On the web a view is its element.
    const element = modal.current as unknown as HTMLElement | null;
    const before = document.activeElement;
    element?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') leave.current();
      if (event.key !== 'Tab' || element === null) return;
      const stops = [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
        (stop) => !stop.hasAttribute('disabled'),
      );
      const [first, last] = [stops[0], stops.at(-1)];
      const here = document.activeElement;
      const isWithin = here !== element && element.contains(here);
      if (event.shiftKey ? here === first || !isWithin : here === last || !isWithin) {
        event.preventDefault();
        (event.shiftKey ? last : first)?.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return modal;
}
