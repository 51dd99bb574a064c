import { checkComplaints } from './checkComplaints.ts';
import { checkInstruments } from './checkInstruments.ts';
import { checkPages } from './checkPages.ts';
import { checkTalk } from './checkTalk.ts';
import { startFirefox } from './startFirefox.ts';

checkPages(startFirefox);
checkInstruments(startFirefox);
checkTalk(startFirefox);
checkComplaints(startFirefox);
