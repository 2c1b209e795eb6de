import { useCallback, useRef, type RefObject } from 'react';
import type { FlatList, NativeScrollEvent, NativeSyntheticEvent, View } from 'react-native';
import { space } from '../../theme/layout.ts';
import type { BringIntoView } from './InView.tsx';
import { offsetToShow } from './offset-to-show.ts';

/** A list, what is around it, and a way to show what lies within it. */
export function useScroller<Row>(): {
  readonly list: RefObject<FlatList<Row> | null>;
  readonly view: RefObject<View | null>;
  readonly onScroll: (event: NativeSyntheticEvent<NativeScrollEvent>) => void;
  readonly bringIntoView: BringIntoView;
} {
  const list = useRef<FlatList<Row>>(null);
  const view = useRef<View>(null);
  const offset = useRef(0);
  const onScroll = useCallback(({ nativeEvent }: NativeSyntheticEvent<NativeScrollEvent>) => {
    offset.current = nativeEvent.contentOffset.y;
  }, []);
  const bringIntoView = useCallback<BringIntoView>((thing) => {
    view.current?.measureInWindow((_left, top, _width, height) => {
      thing.measureInWindow((_thingLeft, thingTop, _thingWidth, thingHeight) => {
        const reach = { top: thingTop, height: thingHeight };
        const next = offsetToShow(offset.current, { top, height }, reach, space(1));
        // At once: it is there to be read, not to be watched.
        if (next !== offset.current) list.current?.scrollToOffset({ offset: next, animated: false });
      });
    });
  }, []);
  return { list, view, onScroll, bringIntoView };
}
