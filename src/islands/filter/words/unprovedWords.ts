/** Why a compiled program is not offered, and what to do: it differs from its filter, or (undefined) the proof took too much work. */
export const unprovedWords = (isEqual: false | undefined): string =>
  isEqual === false
    ? 'The program answers a call differently from the filter, so it is not offered. This is a bug in the compiler: please report the profile.'
    : 'The program was not proved equal to the filter in the time given, so it is not offered. Write fewer conditions on arguments, or use the profile itself, which the runtime compiles with libseccomp.';
