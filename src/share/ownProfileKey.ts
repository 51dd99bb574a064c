import type { Key } from './linkKey.ts';

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
