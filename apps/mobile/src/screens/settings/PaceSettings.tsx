import type { Settings, UploadOrder } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { ChoiceSetting } from '../../components/ChoiceSetting.tsx';
import { Divider } from '../../components/SectionCard.tsx';
import { StepperRow } from '../../components/StepperRow.tsx';

const ORDERS: readonly UploadOrder[] = ['newest-first', 'photos-before-videos'];
const MOST_PARALLEL = 10;

/** In which order, and how many at once. */
export function PaceSettings({
  settings: { order, parallelUploads },
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceSetting<UploadOrder>
        label={t('settings.order.label')}
        consequence={t(`settings.order.${order}.detail`)}
        choices={ORDERS.map((key) => ({
          key,
          label: t(`settings.order.${key}.label`),
          detail: t(`settings.order.${key}.detail`),
        }))}
        chosen={order}
        onChoose={(chosen) => {
          onChange({ order: chosen });
        }}
      />
      <Divider />
      <StepperRow
        label={t('settings.parallel.label')}
        consequence={t(
          `settings.parallel.${parallelUploads <= 2 ? 'few' : parallelUploads <= 5 ? 'some' : 'many'}`,
        )}
        value={parallelUploads}
        min={1}
        max={MOST_PARALLEL}
        less={t('settings.parallel.less')}
        more={t('settings.parallel.more')}
        onChange={(count) => {
          onChange({ parallelUploads: count });
        }}
      />
    </>
  );
}
