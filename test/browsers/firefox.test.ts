import { checkInstruments } from './checkInstruments.ts';
import { checkPages } from './checkPages.ts';
import { startFirefox } from './startFirefox.ts';

await checkPages(startFirefox);
checkInstruments(startFirefox);
