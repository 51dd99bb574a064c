import { APPARMOR_PROFILE, type Cause, CONTAINER_PROFILE } from '../../idmap/index.ts';
import { page } from './sources.ts';
import { allowCalls, IS_FILTERED, OPENS_USER_NAMESPACES } from './steps.ts';

/** Why a program of Ubuntu's may use no user namespace without a profile. */
export const UBUNTU = page(
  'Ubuntu, Restricted unprivileged user namespaces',
  'https://ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces',
);

/** A filter around the program refuses its user namespace. */
export const IN_CONTAINER: Cause = {
  layer: 'seccomp',
  who: 'the container’s seccomp filter',
  says: 'The sandbox needs a user namespace. Docker’s default refuses clone and unshare with CLONE_NEWUSER to a container without CAP_SYS_ADMIN, and so does Kubernetes’ RuntimeDefault.',
  tells: { ...IS_FILTERED, why: 'In the container: 2 means that a filter is active.' },
  fixes: [
    allowCalls('clone, unshare and setns (and chroot for Chromium)', OPENS_USER_NAMESPACES),
    CONTAINER_PROFILE,
    {
      why: 'Warning: with --no-sandbox a malicious page reaches everything in the container. Use it only for your own pages, in a container without secrets.',
      fixes: true,
    },
  ],
};

/** AppArmor takes the capabilities in it. */
export const ON_UBUNTU: Cause = {
  layer: 'lsm',
  who: 'AppArmor’s restriction on the host (Ubuntu 23.10 and newer)',
  says: 'A program without an AppArmor profile that has “userns,” gets no capabilities in its user namespace.',
  tells: {
    why: 'On the host: 1 means that the restriction is on.',
    command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
  },
  fixes: [APPARMOR_PROFILE],
};
