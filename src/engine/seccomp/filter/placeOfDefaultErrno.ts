import type { Span } from '../../text/index.ts';
import type { Filter } from './Filter.ts';
import { readsErrnoNames } from './setupSeccomp.ts';

/** A key of the profile beside `defaultAction`, and the place of its value. */
interface ErrnoKey {
  key: 'defaultErrno' | 'defaultErrnoRet';
  span: Span;
}

/** runc and crun return it where no number is written. */
const EPERM = 1;

/** What of the profile gives the default answer its error number; undefined where that is none, or EPERM, as without a number (`returnOf`). */
export function defaultErrnoKey({
  profile: { defaultErrno, defaultErrnoSpan },
  target,
  defaultAnswer: { action, data },
}: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>): ErrnoKey | undefined {
  if (action !== 'ERRNO' || data === EPERM) return undefined;
  if (defaultErrno?.text && readsErrnoNames(target)) return { key: 'defaultErrno', span: defaultErrno.span };
  return defaultErrnoSpan && { key: 'defaultErrnoRet', span: defaultErrnoSpan };
}
