import { type Problems, retold } from '../../text/index.ts';

/** Of a value that another one replaces: only what is wrong with the types in it, for which Go refuses the text while it decodes it. */
export function typeProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, ...rest) => {
    const isOfType = code === 'type' || code === 'kernel-version' || code.startsWith('number-');
    if (isOfType) problems.tell(place, severity, code, ...rest);
  });
}
