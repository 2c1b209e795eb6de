import { SignInScreen } from '../../screens/welcome/SignInScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default SignInScreen;
