import type { AlbumRecord, AssetRecord } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { plainName } from '../../components/plain-name.ts';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useSettings } from '../../controller/questions.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';

/** What is known of a photo by heart: its file, its fingerprint, its place on the server. Each can be copied. */
export function DetailsCard({
  record: { asset, albumIds, albumNames, checksums, settlement },
  albums,
}: {
  readonly record: AssetRecord;
  readonly albums: readonly AlbumRecord[];
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const syncsAlbums = useSettings().data?.syncAlbums ?? false;
  const kind = t(`why.kind.${asset.motion === undefined ? asset.kind : 'live'}`);
  const deviceAlbums = albums.filter(({ id }) => albumIds.includes(id)).map(({ name }) => name);
  const failure =
    settlement.kind === 'failed' || settlement.kind === 'retrying' ? settlement.failure : undefined;
  const facts = [
    { name: t('why.fact.name'), value: plainName(asset.original.fileName) },
    { name: t('why.fact.kind'), value: asset.isInCloud ? t('why.inCloud', { kind }) : kind },
    {
      name: t('why.fact.size'),
      value:
        asset.original.sizeBytes === undefined
          ? undefined
          : formats.size(asset.original.sizeBytes + (asset.motion?.sizeBytes ?? 0)),
    },
    { name: t('why.fact.deviceAlbums'), value: deviceAlbums.join(t('why.comma')) },
    // Where it belongs; whether it is there already is not told. Without the option nothing of it is on the server.
    {
      name: t('why.fact.serverAlbums'),
      value: syncsAlbums ? albumNames.map(plainName).join(t('why.comma')) : undefined,
    },
    { name: t('why.fact.checksum'), value: checksums?.original },
    { name: t('why.fact.motionChecksum'), value: checksums?.motion },
    {
      name: t('why.fact.serverId'),
      value: settlement.kind === 'backed-up' ? settlement.remoteId : undefined,
    },
    {
      name: t('why.fact.said'),
      // In whichever language it was said; so first in one's own.
      value: failure && [t(`reason.${failure.code}.title`), failure.detail].filter(Boolean).join('\n'),
    },
  ];
  return (
    <SectionCard title={t('why.details')} isPadded style={{ gap: space(2) }}>
      {facts.map(({ name, value }) =>
        value === undefined || value === '' ? null : (
          <View key={name}>
            <AppText size="small" color="quietText">
              {name}
            </AppText>
            <AppText selectable>{value}</AppText>
          </View>
        ),
      )}
    </SectionCard>
  );
}
