import type { Settings } from '@keepsake/engine';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Divider } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import {
  QUICK_SETTINGS,
  useQuickConsequence,
  type QuickSetting,
} from '../../components/use-quick-consequence.ts';

/** The settings that are on or off. */
export type SwitchName = {
  [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never;
}[keyof Settings];

/** Some switches, each with what follows from it as it stands. */
export function Switches({
  names,
  settings,
  onChange,
}: {
  readonly names: readonly SwitchName[];
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}) {
  const { t } = useTranslation();
  const quickConsequenceOf = useQuickConsequence();
  return names.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && <Divider />}
      <SettingRow
        label={isQuick(name) ? t(`setting.${name}.label`) : t(`settings.${name}.label`)}
        consequence={t(
          isQuick(name) ? quickConsequenceOf(name, settings[name]) : consequenceOf(name, settings),
        )}
        isOn={settings[name]}
        onChange={(isOn) => {
          onChange({ [name]: isOn });
        }}
      />
    </Fragment>
  ));
}

/** Those that Backup shows, too. */
function isQuick(name: SwitchName): name is QuickSetting {
  return QUICK_SETTINGS.some((quick) => quick === name);
}

/** Mobile data that is allowed is used in the background only where that is not kept to Wi-Fi. */
function consequenceOf(name: Exclude<SwitchName, QuickSetting>, settings: Settings) {
  const state = settings[name] ? 'on' : 'off';
  if (name === 'syncAlbums') return `settings.${name}.${state}` as const;
  return `settings.${name}.${state === 'on' && settings.requireUnmetered ? 'onByHand' : state}` as const;
}
