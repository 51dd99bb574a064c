import type { Diagnostic } from '../../engine/text/index.ts';

/** That a link names a profile which no preset is. `instead`: what is shown in its place. */
export const unknownProfile = (name: string, instead: string): Diagnostic => ({
  code: 'link-profile',
  severity: 'error',
  message: `This link names the profile “${name}”, which this page does not have.`,
  hint: `Showing ${instead} instead.`,
});
