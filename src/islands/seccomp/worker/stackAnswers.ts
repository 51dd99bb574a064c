import before from '../../../../content/data/versions/beforeStacks.json' with { type: 'json' };
import { compareReleases, lackedBefore, loadKernels, nameOf } from '../../../engine/linux/index.ts';
import {
  ENGINE_NAMES,
  engineOf,
  isGated,
  isUnconfined,
  type Profile,
  parseCall,
  readerOf,
  structOf,
  type Target,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';

import { DOCKER_RELEASES } from '../../../instrument/presets/dockerReleases.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn, textProfile } from '../../../instrument/stacks/filterOn.ts';
import type { OwnersAnswer, Question, StackAnswers, StackRange } from '../state/Message.ts';
import { targetOn } from '../state/stackTarget.ts';
import { targetOf } from '../state/targetOf.ts';
import { answerOn, answerStacks } from './answerStacks.ts';

/** With what the profile is asked once more, and why. */
type Owner = Pick<OwnersAnswer, 'label' | 'choose' | 'why'> & { target: Target };

/**
 * What the profile is answered where it comes from, if that is not what it was asked with: by the stack whose default it is, by the runc of its time, and
 * for a profile that containerd reads as the OCI's by Docker, which reads all of it. Undefined where it is at home.
 */
export async function ownersAnswer(question: Question): Promise<OwnersAnswer | undefined> {
  const profile = await textProfile(question.text, readerOf(question.target));
  const owner = profile && ownerOf(question, profile);
  // Its engine may read the text otherwise.
  const read = owner && (await textProfile(question.text, readerOf(owner.target)));
  const resolved = read && (await filterOn(read, owner.target));
  const answer = resolved && answerOn(question.call, resolved);
  if (owner === undefined || answer === undefined) return undefined;
  const { target: _, ...shown } = owner;
  return { ...shown, ...answer };
}

function ownerOf(question: Question, profile: Profile): Owner | undefined {
  const { source, target } = question;
  const preset = 'preset' in source ? presetOf(source.preset) : undefined;
  const present = question.stack === undefined ? undefined : stackOf(question.stack);
  const onStack = (stack: Stack, why: string): Owner => ({
    label: stack.label,
    choose: { kind: 'stack', id: stack.id },
    why,
    target: targetOf({ source, target: targetOn(stack, question, present) }),
  });
  if (structOf(target) === 'oci' && isGated(profile)) {
    const docker = dockerLike(target, preset?.id);
    return docker && !isUnconfined(target) ? onStack(docker, UNREAD) : undefined;
  }
  if (preset === undefined || presetOf(present?.profile) === preset) return undefined;
  const why = `This profile is ${preset.words}; this answer is for ${programs(target)}.`;
  const stack = STACKS.findLast(({ profile: own }) => presetOf(own) === preset);
  if (stack !== undefined) return onStack(stack, why);
  if (!isBeforeStacks(preset.id) || target.runtime !== 'runc') return undefined;
  return {
    label: `runc ${before.runc}`,
    choose: { kind: 'runtime', runtime: 'runc', release: before.runc },
    why: `${why} Docker up to ${before.docker} came with runc ${before.runc} or older.`,
    target: { ...target, versions: { ...target.versions, runtime: before.runc } },
  };
}

/** containerd, contrib/seccomp WithProfile: the file is decoded as the OCI's linux.seccomp, which has none of these. */
const UNREAD = 'containerd ignores a profile’s "includes", "excludes" and "archMap".';

/** Whether the preset is the default of a Docker that is older than every stack: its runc has nothing of what 1.0.0-rc93 and later brought. */
function isBeforeStacks(preset: string): boolean {
  const release = DOCKER_RELEASES.find(({ name }) => preset === `docker-${name}`);
  return release !== undefined && compareReleases(release.release, before.until) < 0;
}

/** Docker's stack whose default the preset is, else the newest with this runc, so that nothing but the reader of the profile is another. */
function dockerLike(target: Target, preset: string | undefined): Stack | undefined {
  const dockers = STACKS.filter(({ engine }) => engine === 'docker');
  const { runtime } = versionsOf(target);
  return (
    dockers.findLast(({ profile }) => presetOf(profile)?.id === preset) ??
    dockers.findLast(({ versions }) => versions.runtime === runtime) ??
    dockers.at(-1)
  );
}

function programs(target: Target): string {
  const { engine, runtime } = versionsOf(target);
  const named = `${ENGINE_NAMES[engineOf(target)]} ${engine}`;
  return target.runtime === 'libseccomp' ? named : `${named} and ${target.runtime} ${runtime}`;
}

/** How other stacks answer the question, what the profile's owner answers, and whether the target's kernel has the call. */
export async function stackAnswers(question: Question, of: StackRange): Promise<Omit<StackAnswers, 'turn' | 'of'>> {
  const [stacks, lacking, owner] = await Promise.all([
    answerStacks(question, of),
    lackingIn(question),
    ownersAnswer(question),
  ]);
  return { stacks, ...(owner && { owner }), ...(lacking !== undefined && { lackedBefore: lacking }) };
}

/** The kernel that first had the call, where the target's is older; undefined where it has it, and where the table does not load. */
async function lackingIn({ call, target }: Question): Promise<string | undefined> {
  const asked = parseCall(call, target.arch).value;
  const name = asked && nameOf(asked.arch, asked.syscall);
  if (name === undefined) return undefined;
  return loadKernels().then(
    () => lackedBefore(name, target.kernel),
    () => undefined,
  );
}
