import { checkPresets, OLDER } from './presetChecks.ts';

checkPresets((suite) => OLDER.includes(suite));
