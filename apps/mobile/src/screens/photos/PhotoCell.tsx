import type { AssetId, AssetRecord } from '@keepsake/engine';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { CheckMark } from '../../components/CheckMark.tsx';
import { linkToPhoto } from '../../components/links.ts';
import { LIST_LOOKS, listOf, nameOfList } from '../../components/photo-lists.ts';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { plainName } from '../../components/plain-name.ts';
import { Touchable, TouchableLink } from '../../components/Touchable.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const RADIUS = space(0.75);

/** One photo of the grid: it leads to its answer, or is chosen while photos are being chosen. */
export const PhotoCell = memo(function PhotoCell({
  record,
  edge,
  isMarked,
  isSelected,
  onToggle,
}: {
  readonly record: AssetRecord;
  readonly edge: number;
  /** Shows what it is, in a list of all kinds. */
  readonly isMarked: boolean;
  /** Undefined: no photos are being chosen. */
  readonly isSelected: boolean | undefined;
  readonly onToggle: (id: AssetId) => void;
}) {
  const { t } = useTranslation();
  const { asset } = record;
  const label = t('photos.label', {
    name: plainName(asset.original.fileName),
    state: nameOfList(listOf(record), t),
  });
  const picture = (
    <>
      <PhotoThumb asset={asset} edge={edge} radius={RADIUS} />
      {isMarked && <Mark record={record} />}
    </>
  );
  if (isSelected === undefined) {
    return (
      <TouchableLink href={linkToPhoto(asset.id)} label={label} style={{ borderRadius: RADIUS }}>
        {picture}
      </TouchableLink>
    );
  }
  return (
    <Touchable
      role="checkbox"
      aria-checked={isSelected}
      aria-label={label}
      onPress={() => {
        onToggle(asset.id);
      }}
      style={{ borderRadius: RADIUS, ...(isSelected && { opacity: 0.8 }) }}
    >
      {picture}
      <View style={{ position: 'absolute', top: space(0.75), end: space(0.75) }}>
        <CheckMark isOn={isSelected} />
      </View>
    </Touchable>
  );
});

/** What is not simply safe, in the corner. */
function Mark({ record }: { readonly record: AssetRecord }) {
  const colors = useColors();
  const list = listOf(record);
  if (list === 'safe') return null;
  const { icon, color } = LIST_LOOKS[list];
  return (
    <View
      style={{
        position: 'absolute',
        bottom: space(0.5),
        start: space(0.5),
        borderRadius: 12,
        padding: 3,
        backgroundColor: colors.card,
      }}
    >
      <AppIcon name={icon} color={colors[color]} size={16} />
    </View>
  );
}
