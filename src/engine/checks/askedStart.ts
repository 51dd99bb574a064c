import { parseCall } from '../linux/index.ts';
import { type Filter, type RefusedCall, refusedAtStart } from '../seccomp/index.ts';
import type { Diagnostic } from '../text/index.ts';
import type { Expects } from './Asks.ts';
import type { Answered } from './CheckResult.ts';
import { actionWords, answerWords } from './verdictWords.ts';

/** Whether the runtime starts a container under the filter, without `--security-opt no-new-privileges`. */
export function askedStart(filter: Filter, expects: Expects): Answered {
  const wantsStart = isStartWanted(expects);
  if (filter.off) return { ok: wantsStart, found: 'a start without a filter' };
  const { runtime, arch } = filter.target;
  const refused = refusedAtStart(filter, false);
  if (refused === undefined) return { ok: false, found: 'no runtime: libseccomp alone starts no container' };
  const stopping = refused.find(({ when }) => when === 'always') ?? refused[0];
  if (stopping === undefined) return { ok: wantsStart, found: 'a container that starts' };
  const { name, verdict, when, kinds } = stopping;
  const call = kinds[0] ?? parseCall(name, arch).value;
  const answer = call ? answerWords(filter, { call, verdict }) : actionWords(verdict, arch);
  const ok = when === 'always' && !wantsStart;
  const found = `${STARTS[when]}: ${runtime} calls ${name}, and gets ${answer}`;
  return { ok, found, ...(!ok && call && { counterexample: call }) };
}

const STARTS: Readonly<Record<RefusedCall['when'], string>> = {
  always: 'no start',
  sometimes: 'a start that fails at times',
  'other-user': 'no start for a user other than root',
};

/** The engine or the runtime refuses the profile: no container starts, and no call is made. */
export function refusedStart([first]: readonly Diagnostic[], expects: Expects): Answered {
  const where = first?.span ? ` (line ${first.span.line} of the profile)` : '';
  const found = `no start${where}: ${first?.message ?? 'The runtime refuses the profile.'}`;
  return { ok: expects.kind === 'start' && !isStartWanted(expects), found };
}

const isStartWanted = (expects: Expects) => expects.kind === 'start' && expects.starts !== expects.not;
