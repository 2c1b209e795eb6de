import { VerifyScreen } from '../screens/verify/VerifyScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default VerifyScreen;
