import { PasswordScreen } from '../screens/password/PasswordScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default PasswordScreen;
