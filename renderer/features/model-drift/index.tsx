export { DriftPage } from './page.tsx';
