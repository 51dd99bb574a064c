import { isErrorLine } from '../idmap/index.ts';

/** How any program reports that something failed. */
const REPORTS =
  /(?:^|\s)(?:e|err|\w*error|\w*exception|fatal|panic)\s*[:!](?:\s|$)|\berror response from daemon\b|\b(?:failed|failure|cannot|can['’]t|could not|unable to|denied|refused|not permitted|no such file|no space left|segmentation fault|bus error|core dumped|does not exist|not a directory|already (?:allocated|in use)|insufficient|timed out|out of memory|aborted)\b/i;
/** Whether a line is one in which a program says that something failed. */
export const reportsError = (said: string): boolean => isErrorLine(said) || REPORTS.test(said);
