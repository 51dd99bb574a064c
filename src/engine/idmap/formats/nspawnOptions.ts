import file from '../../../../content/data/commandOptions.json' with { type: 'json' };
import { CAPABILITIES } from '../../linux/index.ts';
import {
  optionTable,
  plainWord,
  readOptions,
  type SourceText,
  shellWords,
  shorten,
  type Word,
} from '../../text/index.ts';

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
const onlyLists = (option: string, value: string | undefined): boolean => value === 'help' && LISTS.test(option);

/** What to write instead of a value that systemd-nspawn refuses; undefined for one that it takes, or may. */
function insteadOf(option: string, value: string): string | undefined {
  const values = VALUES.get(option);
  return values === undefined || values.takes.test(value) ? undefined : values.hint;
}

/** One thing that a command or a settings file says about the user namespace, in the text's order. */
interface NspawnOption {
  name: 'private-users' | 'private-users-ownership' | 'private-users-chown' | 'read-only' | 'volatile';
  value: Word;
}

/** What systemd-nspawn is asked for, and the options whose value is missing or refused, or whose name fits more than one. */
interface NspawnOptions {
  options: NspawnOption[];
  problems: { message: string; hint: string; start: number; end: number }[];
  /** --help, --version, or a value of "help": nothing is run. */
  tellsOnly: boolean;
}

const NAMES: ReadonlySet<string> = new Set([
  'private-users',
  'private-users-ownership',
  'private-users-chown',
  'read-only',
  'volatile',
]);

const TABLE = optionTable(file['systemd-nspawn']);

/** The options of a systemd-nspawn command, or of a piece of one from its first option on; what it runs inside has its own. */
export function commandOptions(source: SourceText): NspawnOptions {
  const words = shellWords(source.text);
  const program = words.findIndex((word) => /(?:^|\/)systemd-nspawn$/.test(word.text));
  const first = program === -1 ? words.findIndex((word) => word.text.startsWith('-')) : program + 1;
  const told: NspawnOptions = { options: [], problems: [], tellsOnly: false };
  for (const found of readOptions(first === -1 ? [] : words.slice(first), TABLE, 'getopt').found) {
    if ('message' in found) {
      // Later releases have more options.
      if (found.is !== 'unknown') {
        const { message, start, end } = found;
        told.problems.push({ message: `${message}.`, hint: 'Write the option in full.', start, end });
      }
      continue;
    }
    const { name, start, end } = found;
    if (name === 'help' || name === 'version' || onlyLists(name, found.value?.text)) {
      told.tellsOnly = true;
      break;
    }
    const hint = found.value && insteadOf(name, found.value.text);
    if (found.value && hint !== undefined) {
      const message = `--${name} takes no "${shorten(found.value.text)}".`;
      told.problems.push({ message, hint, start, end });
    }
    const implied = name === 'pick' ? 'pick' : 'yes';
    const value = found.value ?? { ...plainWord(source, start, end), text: implied };
    if (name === 'pick') told.options.push({ name: 'private-users', value });
    else if (isOption(name)) told.options.push({ name, value });
  }
  return told;
}

const isOption = (name: string): name is NspawnOption['name'] => NAMES.has(name);

/** Where a settings file says such things (src/nspawn/nspawn-gperf.gperf). */
const KEYS: ReadonlyMap<string, NspawnOption['name']> = new Map([
  ['Exec.PrivateUsers', 'private-users'],
  ['Files.PrivateUsersOwnership', 'private-users-ownership'],
  ['Files.PrivateUsersChown', 'private-users-chown'],
  ['Files.ReadOnly', 'read-only'],
  ['Files.Volatile', 'volatile'],
]);

/** The settings of a .nspawn file (systemd.nspawn(5)). */
export function fileOptions(source: SourceText): NspawnOptions {
  const options: NspawnOption[] = [];
  let section = '';
  let at = 0;
  /** The line before ends with a backslash. */
  let goesOn = false;
  for (const line of source.text.split('\n')) {
    const heading = /^[ \t\r]*\[([^\]]*)\][ \t\r]*$/.exec(line);
    if (heading) section = heading[1] ?? '';
    const setting = /^[ \t\r]*(\w+)[ \t\r]*=[ \t\r]*/.exec(line);
    const name = KEYS.get(`${section}.${setting?.[1]}`);
    if (setting && name && !goesOn) {
      const start = at + setting[0].length;
      const value = line.slice(setting[0].length).trimEnd();
      options.push({ name, value: plainWord(source, start, start + value.length) });
    }
    goesOn = /^[ \t\r]*[^#;].*\\$/.test(line);
    at += line.length + 1;
  }
  return { options, problems: [], tellsOnly: false };
}
