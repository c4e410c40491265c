export { ImportDetailsPage } from './details-page.tsx';
export { ImportPage } from './import-page.tsx';
export { validateSearch } from './search.ts';
