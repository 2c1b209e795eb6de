import type { AssetRecord } from '@keepsake/engine';
import { PixelRatio, View } from 'react-native';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { letters } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Picture } from './Picture.tsx';
import { VideoFrame } from './VideoFrame.tsx';
import { plainName } from './plain-name.ts';
import { StandIn } from './StandIn.tsx';

/** From this edge on there is room for how long a video is. */
const DURATION_FROM = 72;

/** What a picture of an asset is drawn from; its name tells what stands in for it. */
export interface ThumbAsset extends Pick<AssetRecord['asset'], 'id' | 'kind'> {
  readonly original?: { readonly fileName: string };
  readonly durationMs?: number | undefined;
}

/** One photo, square. */
export function PhotoThumb({
  asset,
  edge,
  radius = space(1),
}: {
  readonly asset: ThumbAsset;
  /** Width and height on the screen. */
  readonly edge: number;
  readonly radius?: number;
}) {
  const { photos } = useAppPorts();
  const standIn = <StandIn {...standInFor(asset)} edge={edge} />;
  // A small one has no room for it beside what stands in for a picture, which says the same.
  const over = asset.kind === 'video' && edge < DURATION_FROM && <PlaySign durationMs={undefined} />;
  return (
    <Picture
      source={photos.thumbnailOf(asset.id, PixelRatio.getPixelSizeForLayoutSize(edge))}
      edge={edge}
      radius={radius}
      over={over}
      standIn={
        asset.kind === 'video' ? (
          <VideoFrame id={asset.id} edge={edge} standIn={standIn} over={over} />
        ) : (
          standIn
        )
      }
    >
      {asset.kind === 'video' && edge >= DURATION_FROM && <PlaySign durationMs={asset.durationMs} />}
    </Picture>
  );
}

function PlaySign({ durationMs }: { readonly durationMs: number | undefined }) {
  const formats = useFormats();
  const colors = useColors();
  return (
    <View
      style={{
        position: 'absolute',
        bottom: 4,
        end: 4,
        flexDirection: 'row',
        alignItems: 'center',
        borderRadius: 10,
        backgroundColor: colors.shade,
      }}
    >
      <AppIcon name="play" color="#ffffff" size={20} />
      {durationMs !== undefined && (
        <AppText size="small" style={{ color: '#ffffff', ...letters(12, 20), paddingEnd: 7 }}>
          {formats.duration(durationMs)}
        </AppText>
      )}
    </View>
  );
}

/** What cameras write. */
const RAW = new Set(
  '3FR ARW CR2 CR3 CRW DNG ERF IIQ KDC MRW NEF NRW ORF PEF RAF RAW RW2 SR2 SRF SRW X3F'.split(' '),
);

function standInFor({ kind, original }: ThumbAsset): {
  readonly icon: IconName;
  readonly kind: string | undefined;
} {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(plainName(original?.fileName ?? ''))?.[1]?.toUpperCase();
  if (kind === 'video') return { icon: 'filmstrip', kind: ending };
  return RAW.has(ending ?? '')
    ? { icon: 'camera-outline', kind: 'RAW' }
    : { icon: 'image-outline', kind: ending };
}
