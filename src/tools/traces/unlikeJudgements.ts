import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isToPass, judge, kindsOn } from '../../engine/fit/index.ts';
import { type Filter, parseProfile, type ReleaseTable, resolve, type Target } from '../../engine/seccomp/index.ts';
import { STACKS, type Stack, targetOfStack } from '../../engine/stack/index.ts';
import type { TracedCall } from '../../engine/trace/index.ts';
import { dockerDefault } from '../transcripts/dockerDefault.ts';

const PROFILES = join(import.meta.dirname, '../../../content/data/profiles');
const ARCH = 'SCMP_ARCH_X86_64';

/**
 * What the default profile of some stack answers to the calls of one trace and not to those of the other: none where the two are judged alike everywhere.
 * Each stack of Docker's is asked about the default of every release, so that its own is among them.
 */
export function unlikeJudgements(one: readonly TracedCall[], other: readonly TracedCall[]): string[] {
  return STACKS.flatMap((stack) =>
    defaultFilters(stack).flatMap(({ name, filter }) => {
      const [first, second] = [judgements(filter, one), judgements(filter, other)];
      return [...first.symmetricDifference(second)].map((each) => `${stack.id}, ${name}: ${each}`);
    }),
  );
}

function judgements(filter: Filter, calls: readonly TracedCall[]): Set<string> {
  const kindOf = kindsOn(filter);
  return new Set(
    judge(filter, calls).map((judged) => {
      const { call, name, answer } = judged;
      const errno = call.result?.kind === 'error' ? call.result.errno : 'no error';
      return `${name} (${kindOf(call)}), ${errno}: ${answer}${isToPass(judged) ? ', is to pass' : ''}`;
    }),
  );
}

const known = new Map<string, readonly { name: string; filter: Filter }[]>();

function defaultFilters(stack: Stack): readonly { name: string; filter: Filter }[] {
  const found = known.get(stack.id) ?? makeFilters(stack);
  known.set(stack.id, found);
  return found;
}

function makeFilters(stack: Stack): { name: string; filter: Filter }[] {
  // containerd makes its default in code, whose conditions count.
  const target: Target = { ...targetOfStack(stack, ARCH), builtin: true };
  const filters = textsOf(stack).flatMap(({ name, text }) => {
    const profile = parseProfile(text).value;
    const filter = profile && resolve(profile, target).value;
    return filter === undefined ? [] : [{ name, filter }];
  });
  if (filters.length === 0) throw new Error(`${stack.id} starts with no default that there is`);
  return filters;
}

function textsOf({ engine, profile }: Stack): { name: string; text: string }[] {
  if (engine !== 'docker') return [{ name: profile, text: read(`${profile}.json`) }];
  const { states }: ReleaseTable = JSON.parse(read('docker-changes.json'));
  return states.map(({ release }) => ({ name: `docker ${release}`, text: dockerDefault(release) }));
}

const read = (name: string) => readFileSync(join(PROFILES, name), 'utf8');
