/** Options that change a mount which is already there: the parser takes no source and no type beside them. */
const OF_MOUNTED = /^(?:remount|r?(?:unbindable|private|slave|shared))$/;
const BIND = /^r?bind$|^move$/;

/** A word of a rule: quoted where it needs to be; undefined where it has what a rule reads as a pattern. */
function ruleWord(text: string): string | undefined {
  if (/["\\*?[\]{}^]|\p{Cc}/u.test(text)) return undefined;
  return /^[\w@%+:./-]+$/.test(text) ? text : `"${text}"`;
}

/**
 * The rule of a profile that allows the mount of an AppArmor record, from the record's own fields, or undefined where they do not tell it
 * (apparmor.d(5), Mount Rules; linux, security/apparmor/mount.c, audit_mount; each form read by apparmor_parser 4.1).
 */
export function mountRule(field: (name: string) => string | undefined): string | undefined {
  const name = field('name');
  const target = name?.startsWith('/') ? ruleWord(name) : undefined;
  if (target === undefined) return undefined;
  if (field('operation') === 'umount') return `umount ${target},`;
  if (field('operation') !== 'mount') return undefined;
  const options = (field('flags') ?? '').split(/,\s*/).filter((option) => /^[a-z]+$/.test(option));
  const isMounted = options.some((option) => OF_MOUNTED.test(option));
  const [fstype, source] = isMounted ? [] : [field('fstype'), field('srcname')];
  const hasType = fstype !== undefined && /^[\w.-]+$/.test(fstype) && !options.some((option) => BIND.test(option));
  const from = source === undefined ? '' : ruleWord(source);
  if (from === undefined) return undefined;
  return `mount ${[
    ...(hasType ? [`fstype=${fstype}`] : []),
    ...(options.length > 0 ? [`options=(${options.join(', ')})`] : []),
    ...(from === '' ? [] : [from]),
    `-> ${target},`,
  ].join(' ')}`;
}
