import type { Diagnostic } from '../../text/index.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import type { CommandWord } from './CommandWord.ts';

/** unshare itself, its arguments, and who runs it. */
export interface FoundUnshare {
  program: CommandWord;
  args: CommandWord[];
  user: HostUser;
}

const ROOT: HostUser = { name: 'root', uid: 0, gid: 0 };

/** Options of sudo(8) that take a word of their own. */
const SUDO_TAKES =
  /^-[CDghpRrtTU]$|^--(chdir|chroot|close-from|command-timeout|group|host|prompt|role|type|other-user)$/;

/**
 * Finds `unshare` after what people put before it: a prompt, variables, sudo or doas, env. With sudo it is root who runs it, or the user that
 * `-u` names.
 */
export function findUnshare(words: readonly CommandWord[], host: HostFacts): FoundUnshare | Omit<Diagnostic, 'span'> {
  let user = host.user;
  let at = /^[$#%]$/.test(words[0]?.text ?? '') ? 1 : 0;
  if (at === 1 && words[0]?.text === '#') user = ROOT;
  for (; at < words.length; at += 1) {
    const word = words[at];
    const text = word?.text ?? '';
    if (word && /^(.*\/)?unshare$/.test(text)) return { program: word, args: words.slice(at + 1), user };
    if (text === 'env' || text === 'exec' || text === 'time' || /^[A-Za-z_]\w*=/.test(text)) continue;
    if (text !== 'sudo' && text !== 'doas') break;
    user = ROOT;
    for (let option = words[at + 1]?.text; option?.startsWith('-'); option = words[at + 1]?.text) {
      at += 1;
      const joined = /^(?:-u|--user=)(.+)$/.exec(option)?.[1];
      if (joined !== undefined || option === '-u' || option === '--user') {
        const name = joined ?? words[++at]?.text ?? '';
        const found = accountOf(name, host);
        if (!found) return unknownUser(name);
        user = found;
      } else if (SUDO_TAKES.test(option)) {
        at += 1;
      }
    }
  }
  return {
    code: 'unshare-no-command',
    severity: 'error',
    message: `This is not an unshare command${words.length === 0 ? '' : `: "${words[0]?.text.slice(0, 40)}"`}.`,
    hint: 'Paste the whole line, from unshare on.',
  };
}

function accountOf(name: string, { user, names }: HostFacts): HostUser | undefined {
  const bare = name.replace(/^#/, '');
  for (const each of [ROOT, user]) if (each.name === name || String(each.uid) === bare) return each;
  const uid = names?.find((known) => known.kind === 'uid' && known.name === name)?.id;
  const gid = names?.find((known) => known.kind === 'gid' && known.name === name)?.id;
  return uid === undefined ? undefined : { name, uid, gid: gid ?? uid };
}

function unknownUser(name: string): Omit<Diagnostic, 'span'> {
  return {
    code: 'unshare-unknown-user',
    severity: 'error',
    message: `sudo -u names "${name.slice(0, 40)}", whose IDs aren't known.`,
    hint: 'Enter the user who runs the command.',
  };
}
