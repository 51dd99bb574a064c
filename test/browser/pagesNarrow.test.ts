import { checkPages } from './pageChecks.ts';

await checkPages('dark');
