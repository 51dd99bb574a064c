import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Status } from '../state/Reply.ts';

/** What to say beside the answer; undefined where it holds as it is, or there is none while tables are loading. */
export function statusWords(status: Status, problems: readonly Diagnostic[]): string | undefined {
  switch (status) {
    case 'exact':
    case 'loading':
      return undefined;
    case 'partial': {
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.some(({ code }) => code === 'json-truncated'))
        return 'The text ends too early. The answer is for the part that is there; the missing part may change it.';
      const fixable = errors.every(({ fix }) => fix);
      return `No container starts with this text. The answer is for the profile ${fixable ? 'with the listed fixes applied' : 'as far as it can be read'}.`;
    }
    case 'stale':
      return 'Invalid profile; showing the last valid result.';
    case 'none':
      return 'No answer yet: the profile is invalid. The problems are listed below its text.';
  }
}
