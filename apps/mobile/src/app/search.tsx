import { SearchScreen } from '../screens/search/SearchScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default SearchScreen;
