import { parseProfile } from '../seccomp/index.ts';
import { isError, type SourceText, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

const LOOKS_LIKE_ONE = /"(?:defaultAction|syscalls)"\s*:/;
const LEARN = { path: '/learn/seccomp/', title: 'Seccomp' };

/** A seccomp profile: what its reader refuses in it, or the way to the checker. */
export function ofProfile(source: SourceText): Diagnosis[] {
  const { text } = source;
  if (!LOOKS_LIKE_ONE.test(text)) return [];
  const { diagnostics } = parseProfile(text);
  const state = { instrument: 'seccomp', profile: text } as const;
  const whole = spanAt(source, 0, text.length);
  const [first, ...others] = diagnostics.filter(isError);
  if (!first)
    return [
      {
        ...{ code: 'pasted-profile', layer: 'seccomp', certain: true, span: whole, title: 'A seccomp profile' },
        says: 'The profile checker shows which calls the profile allows, which line decides, and possible bypasses.',
        ...{ facts: {}, looks: [], fixes: [], state, learn: LEARN },
      },
    ];
  const more = others.length === 0 ? '' : ` The checker shows ${others.length} more.`;
  return [
    {
      code: 'profile-refused',
      layer: 'engine',
      certain: true,
      span: first.span ?? whole,
      title: 'A seccomp profile with an error',
      who: 'the engine, reading the profile',
      says: `${first.message}${more}`,
      facts: {},
      looks: [],
      fixes: [
        { why: first.hint ?? 'Open the profile in the checker, which shows the place.', fixes: true },
        ...(first.fix ? [{ why: 'The checker has a button that fixes it.', fixes: true as const }] : []),
      ],
      state,
      learn: LEARN,
    },
  ];
}
