import { FailedScreen } from '../screens/failed/FailedScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default FailedScreen;
