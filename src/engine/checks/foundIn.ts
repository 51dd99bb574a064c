import type { CheckSubject } from './CheckResult.ts';

/** A line or lines by number, behind “on” or a bracket, of which the words don't say whose they are. */
const LINES = /(?<=\bon |\()lines? \d+(?:, \d+)*(?: and \d+)?(?![\d.]|, \d| and \d| of the )/;

/** What was found (`Answered`), for who also sees the lines of the checks: the first line that it names is the profile's or the map's, and says so. */
export const foundIn = (subject: CheckSubject, found: string): string =>
  found.replace(LINES, `$& of the ${'mapText' in subject ? 'map' : 'profile'}`);
