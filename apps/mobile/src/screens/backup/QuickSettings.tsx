import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import { useSettings } from '../../controller/questions.ts';

const SWITCHES = ['backgroundBackup', 'requireUnmetered', 'requireCharging', 'ignoreIcloudAssets'] as const;

/** The four switches that matter most; the others are under Settings. */
export function QuickSettings() {
  const { t } = useTranslation();
  const { data, change } = useSettings();
  return (
    <SectionCard title={t('backup.quickSettings')}>
      {SWITCHES.map((name, index) => (
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
