import { parseProfile } from '../seccomp/index.ts';
import { counted, isError, type SourceText, type Span, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { LOOKS_LIKE_PROFILE } from './profileIn.ts';

const LEARN = { path: '/learn/profiles/', title: 'Profiles' };

/** A seccomp profile, the whole text or the one at a place: what its reader refuses in it, or the way to the checker. */
export function ofProfile(source: SourceText, at: Pick<Span, 'start' | 'end'> = whole(source)): Diagnosis[] {
  const text = source.text.slice(at.start, at.end);
  if (!LOOKS_LIKE_PROFILE.test(text)) return [];
  const { diagnostics } = parseProfile(text);
  const state = { instrument: 'seccomp', profile: text } as const;
  const place = spanAt(source, at.start, at.end);
  const [first, ...others] = diagnostics.filter(isError);
  if (!first)
    return [
      {
        ...{ code: 'pasted-profile', layer: 'seccomp', certain: true, span: place, title: 'A seccomp profile' },
        says: 'The profile checker shows which calls the profile allows, which line decides, and possible bypasses.',
        ...{ facts: {}, looks: [], fixes: [], state, learn: LEARN },
      },
    ];
  const more = others.length === 0 ? '' : ` The profile checker shows ${counted(others.length, 'more error')}.`;
  return [
    {
      code: 'profile-refused',
      layer: 'engine',
      certain: true,
      span: first.span ? spanAt(source, at.start + first.span.start, at.start + first.span.end) : place,
      title: 'A seccomp profile with an error',
      who: 'the engine, reading the profile',
      says: `${first.message}${more}`,
      facts: {},
      looks: [],
      fixes: [
        { why: first.hint ?? 'Open the profile in the profile checker, which marks the place.', fixes: true },
        ...(first.fix
          ? [{ why: 'The profile checker has a button that fixes this error.', fixes: true as const }]
          : []),
      ],
      state,
      learn: LEARN,
    },
  ];
}

const whole = ({ text }: SourceText) => ({ start: 0, end: text.length });
