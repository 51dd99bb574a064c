import { architectureOf } from '../../../engine/linux/index.ts';
import type { Target } from '../../../engine/seccomp/index.ts';
import { newestStack, stackOf } from '../../../engine/stack/index.ts';
import type { Elsewhere } from '../../../instrument/checks/Checks.ts';
import { targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import { formatCapabilities } from '../../../share/capabilityList.ts';
import type { Source } from '../state/Message.ts';
import { sameCapabilities, sameTarget } from '../state/target.ts';

export interface CheckedProfile {
  text: string;
  source: Source;
  target: Target;
  /** The stack that was chosen; undefined where none was. */
  stack: string | undefined;
}

/** The command that puts the checks to the profile in sight, on the container in sight (src/cli/check); versions that are no stack's it can't say. */
export function checkCommand({ text, source, target: { builtin: _, ...target }, stack }: CheckedProfile): Elsewhere {
  const { arch, capabilities, privileged } = target;
  const of = stackOf(stack ?? '') ?? newestStack('docker');
  const { token } = architectureOf(arch);
  const usual = of && targetOfStack(of, arch);
  const isUsual = usual !== undefined && sameCapabilities(capabilities, usual.capabilities);
  const options = [
    ...(stack === undefined ? [] : [`--stack ${stack}`]),
    ...(token === 'x86_64' ? [] : [`--arch ${token}`]),
    ...(privileged ? ['--privileged'] : isUsual ? [] : [`--caps ${formatCapabilities(capabilities)}`]),
  ];
  const file = 'preset' in source ? undefined : { name: 'profile.json', text };
  const isOfStack = usual !== undefined && sameTarget({ ...target, ...SET_ASIDE }, { ...usual, ...SET_ASIDE });
  return {
    command: [
      'node waterline.js check',
      'preset' in source ? source.preset : 'profile.json',
      'checks.txt',
      ...options,
    ].join(' '),
    file,
    note: isOfStack ? undefined : `The command checks with the versions of ${of?.id}, not with those you chose.`,
  };
}

/** What the options say. */
const SET_ASIDE = { capabilities: [], privileged: false };
