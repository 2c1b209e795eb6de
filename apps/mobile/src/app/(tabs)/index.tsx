import { BackupScreen } from '../../screens/backup/BackupScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default BackupScreen;
