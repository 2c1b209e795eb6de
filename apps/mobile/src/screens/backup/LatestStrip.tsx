import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { linkToPhoto } from '../../components/links.ts';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { plainName } from '../../components/plain-name.ts';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { TouchableLink } from '../../components/Touchable.tsx';
import { useLatestAssets } from '../../controller/questions.ts';
import { RADIUS, space } from '../../theme/layout.ts';

const LEAST_EDGE = 76;
const GAP = 4;
const MOST = 10;
const SAFE = { standing: undefined, settlement: 'backed-up' } as const;

/** The newest photos that are safe, one line of them, as many as there is room for. */
export function LatestStrip() {
  const { t } = useTranslation();
  const { data } = useLatestAssets(SAFE, MOST);
  const [width, setWidth] = useState(0);
  const columns = Math.max(1, Math.min(MOST, Math.floor((width + GAP) / (LEAST_EDGE + GAP))));
  const edge = Math.floor((width - GAP * (columns - 1)) / columns);
  if (data?.length === 0) return null;
  return (
    <SectionCard
      title={t('backup.latest')}
      action={
        <TextAction
          size="small"
          label={t('action.seeAll')}
          href={{ pathname: '/photos/[list]', params: { list: 'on-server' } }}
        />
      }
      style={{ padding: space(0.5) }}
    >
      <View
        style={{ flexDirection: 'row', gap: GAP, minHeight: Math.max(edge, LEAST_EDGE) }}
        onLayout={({ nativeEvent }) => {
          setWidth(nativeEvent.layout.width);
        }}
      >
        {width > 0 &&
          (data === undefined
            ? Array.from({ length: columns }, (_, index) => (
                <Skeleton key={index} width={edge} height={edge} radius={RADIUS - 4} />
              ))
            : data.slice(0, columns).map(({ asset }) => (
                <TouchableLink
                  key={asset.id}
                  href={linkToPhoto(asset.id)}
                  label={plainName(asset.original.fileName)}
                  style={{ borderRadius: RADIUS - 4 }}
                >
                  <PhotoThumb asset={asset} edge={edge} radius={RADIUS - 4} />
                </TouchableLink>
              )))}
      </View>
    </SectionCard>
  );
}
