import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Filter, parseProfile, type ReleaseTable, resolve, type Target } from '../../engine/seccomp/index.ts';
import { type Stack, targetOfStack } from '../../engine/stack/index.ts';
import { dockerDefault } from '../transcripts/dockerDefault.ts';

const PROFILES = join(import.meta.dirname, '../../../content/data/profiles');
const ARCH = 'SCMP_ARCH_X86_64';

interface NamedFilter {
  name: string;
  filter: Filter;
}

const known = new Map<string, readonly NamedFilter[]>();

/** The default filters of a stack: its own, and of Docker's stacks those of every release. */
export function defaultFilters(stack: Stack): readonly NamedFilter[] {
  const found = known.get(stack.id) ?? makeFilters(stack);
  known.set(stack.id, found);
  return found;
}

function makeFilters(stack: Stack): NamedFilter[] {
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
