import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { AccessibilityInfo, Platform, View } from 'react-native';

/** Scrolls until something is seen, as far as that is necessary. */
export type BringIntoView = (thing: View) => void;

const Bringing = createContext<BringIntoView>(() => undefined);

export const BringIntoViewProvider = Bringing.Provider;

export function useBringIntoView(): BringIntoView {
  return useContext(Bringing);
}

/**
 * Something that is said of what was done just now: it is brought into view when it comes, and when other words take its
 * place. A browser reads it out by its role; the systems of phones are asked to.
 */
export function InView({
  words,
  children,
}: {
  /** Undefined: nothing is said now. */
  readonly words: string | undefined;
  readonly children: ReactNode;
}) {
  const bringIntoView = useBringIntoView();
  const thing = useRef<View>(null);
  useEffect(() => {
    if (words === undefined) return;
    if (thing.current !== null) bringIntoView(thing.current);
    if (Platform.OS !== 'web') AccessibilityInfo.announceForAccessibility(words);
  }, [words, bringIntoView]);
  return <View ref={thing}>{children}</View>;
}
