import file from '../../../content/data/versions.json' with { type: 'json' };

/** Upstream versions of the programs whose answers the engines give. */
export const VERSIONS: {
  readonly runc: string;
  readonly crun: string;
  readonly libseccomp: string;
  readonly linux: string;
  readonly docker: string;
  readonly podman: string;
  readonly rootlesskit: string;
  readonly newuidmap: string;
  readonly lxc: string;
} = file.versions;
