import { ActivityScreen } from '../../screens/activity/ActivityScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default ActivityScreen;
