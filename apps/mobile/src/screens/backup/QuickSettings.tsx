import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useSettings } from '../../controller/questions.ts';
import { useWatched } from '../../controller/use-watched.ts';

const SWITCHES = ['backgroundBackup', 'requireUnmetered', 'requireCharging', 'ignoreIcloudAssets'] as const;

/** The four switches that matter most, as far as this device has what they are about; the others are under Settings. */
export function QuickSettings() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const hasCloudOriginals = useWatched(device.hasCloudOriginals);
  const { data, change } = useSettings();
  const shown = SWITCHES.filter((name) => name !== 'ignoreIcloudAssets' || hasCloudOriginals);
  return (
    <SectionCard title={t('backup.quickSettings')}>
      {shown.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && <Divider />}
          <SettingRow
            label={t(`setting.${name}.label`)}
            consequence={t(`setting.${name}.${data?.[name] === true ? 'on' : 'off'}`)}
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
