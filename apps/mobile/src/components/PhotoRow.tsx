import type { ReactNode } from 'react';
import { View } from 'react-native';
import { space } from '../theme/layout.ts';
import { AppText } from './AppText.tsx';
import { linkToPhoto } from './links.ts';
import { PhotoThumb, type ThumbAsset } from './PhotoThumb.tsx';
import { TouchableLink } from './Touchable.tsx';

const ROW_THUMB = 56;

/** One photo with its name and what is to be known of it; it leads to its answer. */
export function PhotoRow({
  asset,
  name,
  detail,
  detailColor = 'quietText',
  label,
  end,
}: {
  readonly asset: ThumbAsset;
  readonly name: string;
  readonly detail: string;
  readonly detailColor?: 'quietText' | 'onNeedsYouGround';
  /** What is read out of it beside the name. */
  readonly label: string;
  /** One small thing to do, or to see. */
  readonly end?: ReactNode;
}) {
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', paddingEnd: space(2), gap: space(1) }}>
      <TouchableLink
        href={linkToPhoto(asset.id)}
        label={`${name}. ${label}`}
        style={{
          flex: 1,
          flexDirection: 'row',
          alignItems: 'center',
          gap: space(2),
          paddingStart: space(2),
          paddingVertical: space(1),
          minHeight: ROW_THUMB + space(2),
        }}
      >
        <PhotoThumb asset={asset} edge={ROW_THUMB} />
        <View style={{ flex: 1 }}>
          <AppText isFollowed numberOfLines={2}>
            {breakable(name)}
          </AppText>
          <AppText size="small" color={detailColor} numberOfLines={3}>
            {detail}
          </AppText>
        </View>
      </TouchableLink>
      {end}
    </View>
  );
}

const LONG = 18;

/** A long file name breaks before its ending, or after a word of it, rather than anywhere. */
function breakable(name: string): string {
  return name.length < LONG ? name : name.replace(/(?<=[_-])|(?=\.\w+$)/g, '\u200b');
}
