import { WhyScreen } from '../../screens/why/WhyScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default WhyScreen;
