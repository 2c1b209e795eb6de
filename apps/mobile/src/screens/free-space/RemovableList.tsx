import type { AssetId } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { FlatList, View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { plainName } from '../../components/plain-name.ts';
import { TextAction } from '../../components/TextAction.tsx';
import type { Removable } from '../../controller/proving.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { RADIUS } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const ROW = 72;

/** Each photo that would be removed, to be kept by a touch. */
export function RemovableList({
  items,
  kept,
  onKeep,
}: {
  readonly items: readonly Removable[];
  readonly kept: ReadonlySet<AssetId>;
  readonly onKeep: (kept: ReadonlySet<AssetId>) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const formats = useFormats();
  const isAll = kept.size === 0;
  return (
    <View style={{ flex: 1 }}>
      <View
        style={{
          flexDirection: 'row',
          alignItems: 'center',
          gap: 16,
          justifyContent: 'space-between',
        }}
      >
        <AppText size="small" color="quietText" style={{ flexShrink: 1 }}>
          {t('freeSpace.lead')}
        </AppText>
        <TextAction
          size="small"
          label={t(isAll ? 'freeSpace.none' : 'freeSpace.all')}
          onPress={() => {
            onKeep(new Set(isAll ? items.map(({ record }) => record.asset.id) : []));
          }}
        />
      </View>
      <FlatList
        data={items}
        extraData={kept}
        keyExtractor={({ record }) => record.asset.id}
        style={{
          flex: 1,
          backgroundColor: colors.card,
          borderRadius: RADIUS,
          borderWidth: 1,
          borderColor: colors.line,
        }}
        initialNumToRender={16}
        windowSize={7}
        renderItem={({ item: { record, sizeBytes } }) => {
          const { asset } = record;
          return (
            <View style={{ minHeight: ROW, justifyContent: 'center' }}>
              <ChoiceRow
                role="checkbox"
                label={plainName(asset.original.fileName)}
                detail={`${formats.date(asset.createdAtMs)} · ${formats.size(sizeBytes)}`}
                isChosen={!kept.has(asset.id)}
                picture={<PhotoThumb asset={asset} edge={48} />}
                onPress={() => {
                  const next = new Set(kept);
                  if (!next.delete(asset.id)) next.add(asset.id);
                  onKeep(next);
                }}
              />
            </View>
          );
        }}
      />
    </View>
  );
}
