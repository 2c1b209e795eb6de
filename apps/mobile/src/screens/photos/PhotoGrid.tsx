import type { AssetId, AssetRecord } from '@keepsake/engine';
import { useMemo, useState, type ReactElement } from 'react';
import { useWindowDimensions, View } from 'react-native';
import { Heading } from '../../components/AppText.tsx';
import { RoomList } from '../../components/RoomList.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { CONTENT_WIDTH, space } from '../../theme/layout.ts';
import { GAP, HEADING_HEIGHT, gridOf, gridRowsOf, placesOf, type GridRow } from './photo-grid.ts';
import { PhotoCell } from './PhotoCell.tsx';

/** Photos by month, of any number: only what is seen is drawn. */
export function PhotoGrid({
  records,
  isMarked,
  selected,
  empty,
  onToggle,
  onEnd,
}: {
  readonly records: readonly AssetRecord[];
  readonly isMarked: boolean;
  /** Undefined: no photos are being chosen. */
  readonly selected: ReadonlySet<AssetId> | undefined;
  readonly empty: ReactElement;
  readonly onToggle: (id: AssetId) => void;
  /** The end comes near. */
  readonly onEnd: () => void;
}) {
  const formats = useFormats();
  const window = useWindowDimensions();
  const [measured, setWidth] = useState<number>();
  // Right on a phone before it is measured.
  const width = measured ?? Math.min(window.width, CONTENT_WIDTH) - space(4);
  const { columns, edge } = gridOf(width);
  const rows = useMemo(() => gridRowsOf(records, columns, formats), [records, columns, formats]);
  const places = useMemo(() => placesOf(rows, edge), [rows, edge]);
  return (
    <View
      style={{ flex: 1 }}
      onLayout={({ nativeEvent }) => {
        setWidth(nativeEvent.layout.width);
      }}
    >
      <RoomList<GridRow>
        data={rows}
        extraData={selected}
        keyExtractor={({ key }) => key}
        getItemLayout={(_rows, index) => places[index] ?? { length: 0, offset: 0, index }}
        ListEmptyComponent={empty}
        initialNumToRender={10}
        maxToRenderPerBatch={10}
        windowSize={7}
        onEndReachedThreshold={2}
        onEndReached={onEnd}
        contentContainerStyle={{ paddingBottom: space(4) }}
        renderItem={({ item }) =>
          item.kind === 'heading' ? (
            <View style={{ height: HEADING_HEIGHT, justifyContent: 'flex-end', paddingBottom: space(1) }}>
              <Heading level={2} numberOfLines={1}>
                {item.name}
              </Heading>
            </View>
          ) : (
            <View style={{ flexDirection: 'row', gap: GAP, height: edge + GAP }}>
              {item.records.map((record) => (
                <PhotoCell
                  key={record.asset.id}
                  record={record}
                  edge={edge}
                  isMarked={isMarked}
                  isSelected={selected?.has(record.asset.id)}
                  onToggle={onToggle}
                />
              ))}
            </View>
          )
        }
      />
    </View>
  );
}

/** Stands where the grid will be. */
export function GridSkeleton() {
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: GAP, paddingTop: HEADING_HEIGHT }}>
      {Array.from({ length: 15 }, (_, index) => (
        <View key={index} style={{ flexBasis: '32%', flexGrow: 1, aspectRatio: 1 }}>
          <Skeleton height={110} radius={6} />
        </View>
      ))}
    </View>
  );
}
