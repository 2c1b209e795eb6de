import type { AssetRecord } from '@keepsake/engine';
import { PixelRatio, View } from 'react-native';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { Picture } from './Picture.tsx';

/** One photo, square. */
export function PhotoThumb({
  asset,
  edge,
  radius = space(1),
}: {
  readonly asset: Pick<AssetRecord['asset'], 'id' | 'kind'>;
  /** Width and height on the screen. */
  readonly edge: number;
  readonly radius?: number;
}) {
  const { photos } = useAppPorts();
  const colors = useColors();
  return (
    <Picture
      source={photos.thumbnailOf(asset.id, PixelRatio.getPixelSizeForLayoutSize(edge))}
      edge={edge}
      radius={radius}
      missing="image-broken-variant"
    >
      {asset.kind === 'video' && (
        <View
          style={{ position: 'absolute', bottom: 4, end: 4, borderRadius: 10, backgroundColor: colors.shade }}
        >
          <AppIcon name="play" color="#ffffff" size={20} />
        </View>
      )}
    </Picture>
  );
}
