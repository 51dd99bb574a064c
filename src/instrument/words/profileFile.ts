/** A profile's file in the lines that use it, and for the download. */
export const PROFILE_FILE = 'profile.json';

/** Where the kubelet looks for a Pod's profiles on each node, and the folder there in which ours stands (Kubernetes, SecurityContext: a path below). */
export const NODE_FOLDER = '/var/lib/kubelet/seccomp/';
export const PROFILES = 'profiles/';

/** The file of a profile that is made from a trace alone: another than the fixed one’s. */
export const MADE_FILE = 'trace-profile.json';
