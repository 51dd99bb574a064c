import { checkComplaints } from './checkComplaints.ts';
import { checkInstruments } from './checkInstruments.ts';
import { checkPages } from './checkPages.ts';
import { startWebKit } from './startWebKit.ts';

checkPages(startWebKit);
checkInstruments(startWebKit);
checkComplaints(startWebKit);
