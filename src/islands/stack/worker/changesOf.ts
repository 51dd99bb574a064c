import { type Arch, compareReleases } from '../../../engine/linux/index.ts';
import type { Call } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { presetProfile } from '../../../instrument/stacks/filterOn.ts';
import type { StackFacts } from '../state/Facts.ts';
import type { Change } from '../words/changeLines.ts';
import { callFacts } from './callFacts.ts';
import { fixedIn } from './fixedIn.ts';
import { defaultFilter, type StackFilter } from './stackFilters.ts';

/** Between which of Docker's releases its default's answer changes, where that is none of the stacks' own releases. */
export async function changesOf(facts: readonly StackFacts[], arch: Arch, call: Call): Promise<readonly Change[]> {
  const docker = facts
    .filter(({ stack }) => stack.engine === 'docker')
    .toSorted((a, b) => compareReleases(a.stack.versions.engine, b.stack.versions.engine));
  const found = docker.slice(1).map(async (after, at): Promise<Change[]> => {
    const before = docker[at];
    if (before === undefined || saidBy(before) === saidBy(after)) return [];
    const isOther = (filter: StackFilter) => callFacts([filter], call).some((each) => saidBy(each) !== saidBy(after));
    const alone = await fixedIn(before.stack, after.stack, arch, isOther);
    const release = alone ?? (await withLater(before.stack, after.stack, arch, isOther));
    if (release === undefined || release === after.stack.versions.engine) return [];
    return [{ release, after, isProfileAlone: alone !== undefined }];
  });
  return (await Promise.all(found)).flat();
}

/** The same where the rest of the later stack is needed too, as a libseccomp that knows the call. */
async function withLater(
  { profile, versions: { engine } }: Stack,
  after: Stack,
  arch: Arch,
  isOther: (filter: StackFilter) => boolean,
): Promise<string | undefined> {
  const mixed: Stack = { ...after, profile, versions: { ...after.versions, engine } };
  const isByProfile = isOther(await defaultFilter(mixed, arch, await presetProfile(profile)));
  return isByProfile ? fixedIn(mixed, after, arch, isOther) : undefined;
}

const saidBy = ({ answers }: StackFacts): string => answers.map(({ action, data }) => `${action} ${data}`).join();
