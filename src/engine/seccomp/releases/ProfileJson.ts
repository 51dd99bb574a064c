/** A profile as JSON holds it, before anything is read into it. */
export interface ProfileJson {
  defaultAction: string;
  defaultErrnoRet?: number;
  architectures?: readonly string[];
  archMap?: readonly ArchitectureJson[];
  syscalls: readonly RuleJson[];
}

export interface ArchitectureJson {
  architecture: string;
  subArchitectures: readonly string[] | null;
}

/** One entry of `syscalls`. */
export interface RuleJson extends RuleHead {
  names: readonly string[];
}

/** Everything of a rule but its names. */
export interface RuleHead {
  action: string;
  errnoRet?: number;
  args?: readonly ArgumentJson[];
  comment?: string;
  includes?: GateJson;
  excludes?: GateJson;
}

export interface ArgumentJson {
  index: number;
  value: number;
  op: string;
}

export interface GateJson {
  caps?: readonly string[];
  arches?: readonly string[];
  minKernel?: string;
}
