import { type Problems, retold } from '../../text/index.ts';

/** Of a value that another one replaces: only what is wrong with the types in it, for which Go refuses the text while it decodes it. */
export function typeProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, ...rest) => {
    const isOfType = code === 'type' || code === 'kernel-version' || code.startsWith('number-');
    if (isOfType) problems.tell(place, severity, code, ...rest);
  });
}

/** Of what nobody reads: nothing. */
export const unread = (problems: Problems): Problems => retold(problems, () => undefined);

/** What Docker hands on unseen, and the runtime refuses; and what an earlier Docker sees only in a rule that applies. */
const OF_RUNTIME: readonly string[] = [
  'word-unknown',
  'action-missing',
  'argument-index',
  'operator-missing',
  'name-with-names',
];

/**
 * Of what may not reach the runtime: a warning, with what the refusal hangs on, where the runtime would refuse it. Where it does reach the runtime of a
 * target, `resolve` tells the error.
 */
export function unlessHandedOn(problems: Problems, unless: string): Problems {
  return retold(problems, (place, severity, code, message, hint, fix) => {
    if (!OF_RUNTIME.includes(code)) problems.tell(place, severity, code, message, hint, fix);
    else problems.tell(place, 'warning', code, message, `${hint} ${unless}`, fix);
  });
}
