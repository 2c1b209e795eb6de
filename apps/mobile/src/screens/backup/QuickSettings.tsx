import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import { QUICK_SETTINGS, useQuickConsequence } from '../../components/use-quick-consequence.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useSettings } from '../../controller/questions.ts';
import { useWatched } from '../../controller/use-watched.ts';

/** The four switches that matter most, as far as this device has what they are about; the others are under Settings. */
export function QuickSettings() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const hasCloudOriginals = useWatched(device.hasCloudOriginals);
  const consequenceOf = useQuickConsequence();
  const { data, change } = useSettings();
  const shown = QUICK_SETTINGS.filter((name) => name !== 'ignoreIcloudAssets' || hasCloudOriginals);
  return (
    <SectionCard title={t('backup.quickSettings')}>
      {shown.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && <Divider />}
          <SettingRow
            label={t(`setting.${name}.label`)}
            consequence={t(consequenceOf(name, data?.[name] === true))}
            isOn={data?.[name]}
            onChange={(isOn) => {
              change({ [name]: isOn });
            }}
          />
        </Fragment>
      ))}
    </SectionCard>
  );
}
