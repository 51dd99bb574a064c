import { type Arch, architectureOf, readArch } from '../engine/linux/index.ts';
import { stackOf } from '../engine/stack/index.ts';
import { type Key, key } from './linkKey.ts';

/** The stack that a link was made for. In one to an instrument that answers for a single stack, what the other keys mean where they are left out; undefined: what links began with. */
export const STACK = key<'stack', string | undefined>('stack', {
  initial: undefined,
  expected: 'the name of a stack such as docker-26.1',
  read: (text) => stackOf(text)?.id,
  write: (stack) => stack,
});

/** A release as links write it behind a program's name, "1.0.0-rc93". */
export const RELEASE = /^\d{1,4}(?:\.\d{1,4}){0,3}(?:-rc\d{1,3})?$/;

/** The machine that is asked about: a link without it means x86_64. */
export const ARCH_KEY = key<'arch', Arch>('arch', {
  initial: 'SCMP_ARCH_X86_64',
  expected: 'an architecture such as x86_64 or aarch64',
  read: readArch,
  write: (arch) => architectureOf(arch).token,
});

/** A profile of the reader's own, in the place of a stack's default; undefined: the default. */
export const OWN_PROFILE: Key<{ profile: string | undefined }> = {
  names: ['profile.z'],
  defaults: { profile: undefined },
  async read({ unpack }) {
    const profile = await unpack('profile');
    return profile === undefined ? {} : { profile };
  },
  write: ({ profile }) => (profile === undefined ? [] : [['profile', { packed: profile }]]),
  texts: ({ profile }) => (profile === undefined ? [] : [profile]),
};
