import { type Filter, placeOfDefaultErrno } from '../../../engine/seccomp/index.ts';
import { placeOf } from '../../../instrument/words/places.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** The default action with its line, and where its error number is written, if it is not the usual EPERM: "defaultAction on line 2". */
export function defaultWords(filter: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>, verb = ''): Phrase {
  const errno = placeOfDefaultErrno(filter);
  return [
    code('defaultAction'),
    ' on ',
    placeOf(filter.profile.defaultSpan),
    verb,
    ...(errno ? [', with the errno on ', placeOf(errno)] : []),
  ];
}
