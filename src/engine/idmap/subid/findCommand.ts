import { firstCommand, type Parsed, refused, shorten, type Word } from '../../text/index.ts';
import { type HostFacts, type HostUser, ROOT } from './HostFacts.ts';

/** A command that was looked for, its arguments, and who runs it. */
export interface FoundCommand {
  program: Word;
  args: Word[];
  user: HostUser;
  /** What was set before it: NAME=value. */
  variables: Word[];
}

/** Options of sudo(8) that take a word of their own. */
const SUDO_TAKES =
  /^-[CDghpRrtTU]$|^--(chdir|chroot|close-from|command-timeout|group|host|prompt|role|type|other-user)$/;

/**
 * Finds a program by its name behind what people put before it: a prompt ("#" is root's), variables, env, sudo or doas. With sudo it is root who runs
 * it, or the user that `-u` names. `wanted` is the program, as messages and codes name it, and the pattern of its names.
 */
export function findCommand(
  text: string,
  host: HostFacts,
  wanted: { name: string; article: 'a' | 'an'; pattern: RegExp },
): Parsed<FoundCommand> {
  const { words, prompt } = firstCommand(text, host.user);
  const problem = (code: string, message: string, hint: string, word: Word | undefined) =>
    refused(`${wanted.name}-${code}`, message, hint, word?.span());
  const variables: Word[] = [];
  let user = prompt === '#' ? ROOT : host.user;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (wanted.pattern.test(word.text)) {
      return { value: { program: word, args: words.slice(at + 1), user, variables }, diagnostics: [] };
    }
    if (/^[A-Za-z_]\w*=/.test(word.text)) variables.push(word);
    else if (word.text === 'sudo' || word.text === 'doas') {
      user = ROOT;
      for (let option = words[at + 1]?.text; option?.startsWith('-'); option = words[at + 1]?.text) {
        at += 1;
        const joined = /^(?:-u|--user=)(.+)$/.exec(option)?.[1];
        if (joined !== undefined || option === '-u' || option === '--user') {
          const named = words[joined === undefined ? ++at : at];
          const name = joined ?? named?.text ?? '';
          const found = accountOf(name, host);
          if (!found) {
            const message = `sudo -u names "${shorten(name)}", whose IDs aren’t known.`;
            return problem('unknown-user', message, 'Enter the user who runs the command.', named ?? word);
          }
          user = found;
        } else if (SUDO_TAKES.test(option)) at += 1;
      }
    } else if (!/^(?:env|exec|time|nohup|command)$/.test(word.text)) break;
  }
  const [first] = words;
  const message = `This is not ${wanted.article} ${wanted.name} command${first ? `: "${shorten(first.text)}"` : ''}.`;
  return problem('no-command', message, `Paste the whole line, from ${wanted.name} on.`, first);
}

function accountOf(name: string, { user, names }: HostFacts): HostUser | undefined {
  const bare = name.replace(/^#/, '');
  for (const each of [ROOT, user]) if (each.name === name || String(each.uid) === bare) return each;
  const uid = names?.find((known) => known.kind === 'uid' && known.name === name)?.id;
  const gid = names?.find((known) => known.kind === 'gid' && known.name === name)?.id;
  return uid === undefined ? undefined : { name, uid, gid: gid ?? uid };
}
