import { askedTrace } from '#traced';
import { isError } from '../text/index.ts';
import { askedCall } from './askedCall.ts';
import { askedOthers } from './askedOthers.ts';
import { askedStart, refusedStart } from './askedStart.ts';
import { askedWays } from './askedWays.ts';
import type { Answered, Check, CheckResult, ProfileSubject, Traces } from './CheckResult.ts';
import { filtersOf, type Given } from './filterUnder.ts';

/** The checks' results for a profile on its target. */
export function checkProfile(subject: ProfileSubject, checks: readonly Check[], traces: Traces): CheckResult[] {
  const filterFor = filtersOf(subject);
  return checks.map((check) => ({ check, ...answered(check, checks, traces, filterFor) }));
}

function answered(
  { asks, expects, under }: Check,
  checks: readonly Check[],
  traces: Traces,
  filterFor: (under: Check['under']) => Given,
): Answered {
  if (asks.kind === 'ids' || expects.kind === 'ok') {
    return { ok: false, found: 'a profile: only an ID map answers this check' };
  }
  const given = filterFor(under);
  if ('refusals' in given) return refusedStart(given.refusals.filter(isError), expects);
  switch (asks.kind) {
    case 'starts':
      return askedStart(given.filter, expects);
    case 'others':
      return askedOthers(given.filter, checks, expects);
    case 'trace':
      return askedTrace(given.filter, asks.name, traces, expects);
    case 'ways':
      return askedWays(given.filter, asks.text, expects);
    default:
      return askedCall(given.filter, asks.kind === 'write' ? 'write' : asks.text, expects);
  }
}
