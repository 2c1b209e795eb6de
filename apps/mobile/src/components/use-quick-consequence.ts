import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useWatched } from '../controller/use-watched.ts';

/** The settings that Backup shows, too. */
export const QUICK_SETTINGS = [
  'backgroundBackup',
  'requireUnmetered',
  'requireCharging',
  'ignoreIcloudAssets',
] as const;

export type QuickSetting = (typeof QUICK_SETTINGS)[number];

/** Names the words for what follows from such a setting as it stands, and as the system plays its part in it. */
export function useQuickConsequence() {
  const { device } = useAppPorts();
  const isWoken = useWatched(device.isWoken);
  return (name: QuickSetting, isOn: boolean) => {
    if (name === 'backgroundBackup' && isOn && !isWoken)
      return `setting.backgroundBackup.${device.kind === 'ios' ? 'notWokenIos' : 'notWoken'}` as const;
    return `setting.${name}.${isOn ? 'on' : 'off'}` as const;
  };
}
