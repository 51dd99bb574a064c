import { checkPages } from './pageChecks.ts';

await checkPages({ width: 1280, themes: ['light', 'dark'] });
