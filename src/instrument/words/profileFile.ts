/** A profile's file in the lines that use it, and for the download. */
export const PROFILE_FILE = 'profile.json';

/** How a Pod names a profile of that file, and where the kubelet looks for it on each node (Kubernetes, SecurityContext: a path below its seccomp folder). */
export const localhostProfile = (file: string): string => `profiles/${file}`;
export const nodePath = (file: string): string => `/var/lib/kubelet/seccomp/${localhostProfile(file)}`;
