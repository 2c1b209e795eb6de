import { SettingsScreen } from '../../screens/settings/SettingsScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default SettingsScreen;
