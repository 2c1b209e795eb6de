import type { AssetRecord } from '@keepsake/engine';
import { useState } from 'react';
import { Image, PixelRatio, View } from 'react-native';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';

/** One photo, square; a placeholder while it comes, and for good when it cannot be shown. It keeps its room meanwhile. */
export function PhotoThumb({
  asset,
  edge,
  radius = space(1),
}: {
  readonly asset: AssetRecord['asset'];
  /** Width and height on the screen. */
  readonly edge: number;
  readonly radius?: number;
}) {
  const { photos } = useAppPorts();
  const colors = useColors();
  const [failedId, setFailedId] = useState<string>();
  const source = photos.thumbnailOf(asset.id, PixelRatio.getPixelSizeForLayoutSize(edge));
  const isShown = source !== undefined && failedId !== asset.id;
  return (
    <View
      style={{
        width: edge,
        height: edge,
        borderRadius: radius,
        overflow: 'hidden',
        backgroundColor: colors.inset,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      {isShown ? (
        <Image
          key={asset.id}
          source={{ uri: source.uri, ...(source.headers && { headers: { ...source.headers } }) }}
          alt=""
          resizeMode="cover"
          style={{ width: edge, height: edge }}
          onError={() => {
            setFailedId(asset.id);
          }}
        />
      ) : (
        <AppIcon
          name={failedId === asset.id ? 'image-broken-variant' : 'image-outline'}
          color={colors.edge}
        />
      )}
      {asset.kind === 'video' && (
        <View
          style={{ position: 'absolute', bottom: 4, end: 4, borderRadius: 10, backgroundColor: colors.shade }}
        >
          <AppIcon name="play" color="#ffffff" size={20} />
        </View>
      )}
    </View>
  );
}
