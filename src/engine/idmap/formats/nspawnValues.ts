import { CAPABILITIES } from '../../linux/index.ts';

const BOOLEAN = '1|yes|y|true|t|on|0|no|n|false|f|off';
const oneOf = (words: string): RegExp => new RegExp(`^(?:${words})$|^(?:${BOOLEAN})$`, 'i');
const NAME = /^(?!.{65})(?:[a-z\d]|(?<=[a-z\d-])-(?=[a-z\d-])|(?<=[a-z\d])\.(?=[a-z\d]))*$/i;
const CAPABILITY_LIST = new RegExp(`^(?:(?:all|${CAPABILITIES.join('|')}|0x\\w+|0*[1-5]?\\d|0*6[0-2])?(?:,|$))*$`, 'i');
const MODES = 'copy-host|copy-static|copy-uplink|copy-stub|replace-host|replace-static|replace-uplink|replace-stub';

/** The values that an option takes, and what to write. */
interface Values {
  takes: RegExp;
  hint: string;
}

const bind: Values = {
  takes: /^(?:\+?\/[^:]*|(?=:))(?::\/[^:]*(?::.*)?)?$|\\/s,
  hint: 'Write SOURCE:DESTINATION, each an absolute path.',
};
const capabilities: Values = { takes: CAPABILITY_LIST, hint: 'Write names such as CAP_SYS_ADMIN, with commas.' };
const name: Values = { takes: NAME, hint: 'Write letters, digits and hyphens, with single dots.' };
const yesOrNo: Values = { takes: oneOf('yes'), hint: 'Write yes or no.' };

/**
 * By option, what systemd-nspawn takes before it looks at anything else (systemd 257, src/nspawn/nspawn.c, parse_argv). A value that isn't refused here may
 * still be: by another release, by what the machine has, or for a rule that only long code could tell.
 */
const VALUES: ReadonlyMap<string, Values> = new Map([
  [
    'setenv',
    { takes: /^[a-z_]\w*(?:=|$)/i, hint: 'Write NAME=VALUE; a name has letters, digits and _, no digit first.' },
  ],
  [
    'uuid',
    {
      takes: /^(?![0-]*$)(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i,
      hint: 'Write 32 hexadecimal digits, not all of them 0.',
    },
  ],
  ['machine', name],
  ['hostname', name],
  ['capability', capabilities],
  ['drop-capability', capabilities],
  ['ambient-capability', { ...capabilities, takes: new RegExp(`(?!.*\\ball\\b)${CAPABILITY_LIST.source}`, 'i') }],
  ['no-new-privileges', yesOrNo],
  ['register', yesOrNo],
  ['notify-ready', yesOrNo],
  ['suppress-sync', yesOrNo],
  ['link-journal', { takes: oneOf('host|guest|auto|try-host|try-guest'), hint: 'Write auto, host, guest or no.' }],
  ['volatile', { takes: oneOf('state|overlay'), hint: 'Write yes, no, state or overlay.' }],
  ['settings', { takes: oneOf('override|trusted'), hint: 'Write yes, no, override or trusted.' }],
  [
    'resolv-conf',
    { takes: oneOf(`${MODES}|bind-host|bind-static|bind-uplink|bind-stub|delete|auto`), hint: 'Write auto.' },
  ],
  ['timezone', { takes: oneOf('copy|bind|symlink|delete|auto'), hint: 'Write auto.' }],
  ['console', { takes: /^(?:interactive|read-only|passive|pipe|autopipe)$/, hint: 'Write autopipe.' }],
  ['chdir', { takes: /^\//, hint: 'Write an absolute path.' }],
  ['bind', bind],
  ['bind-ro', bind],
  ['tmpfs', { takes: /^\//, hint: 'Write an absolute path.' }],
  ['inaccessible', { takes: /^\//, hint: 'Write an absolute path.' }],
]);

/** Options whose value "help" lists their values: nothing is run. */
const LISTS = /^(?:(?:drop-)?capability|resolv-conf|timezone|console|kill-signal|private-users-ownership)$/;

/** Whether an option with this value only prints what it takes. */
export const onlyLists = (option: string, value: string | undefined): boolean => value === 'help' && LISTS.test(option);

/** What to write instead of a value that systemd-nspawn refuses; undefined for one that it takes, or may. */
export function insteadOf(option: string, value: string): string | undefined {
  const values = VALUES.get(option);
  return values === undefined || values.takes.test(value) ? undefined : values.hint;
}
