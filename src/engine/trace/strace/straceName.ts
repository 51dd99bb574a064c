import { type Arch, straceNames } from '../../linux/index.ts';

type Ioctls = Readonly<Record<string, number>>;

const READ: { names?: ReadonlyMap<string, bigint> } = {};

function names(): ReadonlyMap<string, bigint> {
  const [file] = straceNames();
  READ.names ??= new Map(
    (file.sets as readonly Readonly<Record<string, number | string>>[]).flatMap((set) =>
      Object.entries(set).map(([name, value]) => [name, BigInt(value)] as const),
    ),
  );
  return READ.names;
}

/** The value of a name that strace prints in a list of arguments; undefined for a name of no table. Await `loadStraceNames` before. */
export function straceName(name: string, arch: Arch): bigint | undefined {
  const known = names().get(name);
  if (known !== undefined) return known;
  const [, ioctls] = straceNames();
  // struct user_regs_struct and its like are read by one ABI's program of another's: strace's tables are its own ABI's.
  const ofAbi: Partial<Record<Arch, Ioctls>> = { SCMP_ARCH_X86: ioctls.x86, SCMP_ARCH_X32: ioctls.x32 };
  const own = ofAbi[arch] ?? {};
  const code = Object.hasOwn(own, name) ? own[name] : ioctlOf(ioctls.x86_64, name);
  return code === undefined ? undefined : BigInt(code);
}

function ioctlOf(table: Ioctls, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
