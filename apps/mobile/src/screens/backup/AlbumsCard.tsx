import type { AlbumRecord } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { LinkRow } from '../../components/LinkRow.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';

/** What is chosen to be backed up, and what is left out; both lead to where that is changed. */
export function AlbumsCard({ albums }: { readonly albums: readonly AlbumRecord[] }) {
  const { t } = useTranslation();
  const selectedCount = albums.filter(({ choice }) => choice === 'selected').length;
  const excludedCount = albums.filter(({ choice }) => choice === 'excluded').length;
  return (
    <SectionCard title={t('nav.albums')}>
      <LinkRow
        icon="image-multiple-outline"
        title={t('backup.albums')}
        detail={
          selectedCount === 0 ? t('backup.noneSelected') : t('backup.selectedCount', { count: selectedCount })
        }
        href="/albums"
      />
      <Divider inset={7} />
      <LinkRow
        icon="image-minus-outline"
        title={t('backup.excluded')}
        detail={
          excludedCount === 0 ? t('backup.noneExcluded') : t('backup.excludedCount', { count: excludedCount })
        }
        href={{ pathname: '/albums', params: { show: 'excluded' } }}
      />
    </SectionCard>
  );
}
