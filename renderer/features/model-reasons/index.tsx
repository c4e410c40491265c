export { ReasonsPage } from './page.tsx';
