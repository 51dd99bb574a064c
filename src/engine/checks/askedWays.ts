import { type Filter, type Road, roads } from '../seccomp/index.ts';
import { counted, isError } from '../text/index.ts';
import type { Expects } from './Asks.ts';
import { isBlocked } from './askedCall.ts';
import type { Answered } from './CheckResult.ts';
import { readWays } from './readWays.ts';
import { answerWords } from './verdictWords.ts';

/** Of every way to an aim: `blocked` holds where the filter allows none, `allow` where it allows one. */
export function askedWays(filter: Filter, text: string, expects: Expects): Answered {
  const { value: intent, diagnostics } = readWays(text, filter.target.arch);
  if (intent === undefined) return { ok: false, found: `no way (${diagnostics.find(isError)?.message ?? text})` };
  const wantsNone = (expects.kind === 'blocked') !== expects.not;
  const ways = roads(filter, intent).filter(({ barriers }) => !barriers.some(isMissing));
  const allowed = ways.find(({ steps }) => steps.every(({ verdict }) => !isBlocked(verdict)));
  const [first, ...more] = allowed?.steps ?? [];
  if (first) {
    const answer = [answerWords(filter, first), ...more.map((step) => step.text)].join(', then ');
    if (wantsNone) return { ok: false, found: answer, counterexample: first.call };
    return { ok: true, found: `${first.text}, which gets ${answer}` };
  }
  const untried = ways.find(isUntried);
  if (untried) return { ok: false, found: `more conditions than can be tried for ${untried.steps[0]?.text}` };
  if (ways.length === 0) return { ok: wantsNone, found: 'no way on this machine' };
  const found = ways.length === 1 ? 'one way, which is blocked' : `${counted(ways.length, 'way')}, all blocked`;
  return { ok: wantsNone, found };
}

/** The kernel does not have the call yet. Other layers are no part of the profile. */
const isMissing = ({ layer, stands }: Road['barriers'][number]) => layer === 'kernel' && stands === true;

/** The search for arguments that pass gave up (`RoadState`): no step is left to a tracer or an agent. */
const isUntried = ({ state, steps }: Road) =>
  state === 'depends' && !steps.some(({ verdict: { action } }) => action === 'TRACE' || action === 'USER_NOTIF');
