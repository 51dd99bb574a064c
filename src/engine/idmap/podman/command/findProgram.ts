import type { Diagnostic, Parsed } from '../../../text/index.ts';
import type { HostFacts, HostUser } from '../../subid/HostFacts.ts';
import type { Word } from '../text/Word.ts';
import { shellWords } from './shellWords.ts';

/** podman or docker, its arguments, who runs it, and what the environment says of --userns. */
export interface FoundProgram {
  program: Word;
  name: 'podman' | 'docker';
  args: Word[];
  user: HostUser;
  /** PODMAN_USERNS=…, set before the command. */
  userns: Word | undefined;
}

const ROOT: HostUser = { name: 'root', uid: 0, gid: 0 };

/** Prompts, from the most telling to the least; every repetition has an end, so none of them backtracks far. */
const PROMPTS: readonly RegExp[] = [
  /^\s{0,40}(?:\([\w .-]{1,40}\) ?)?\[?[\w.-]{1,64}@[\w.-]{1,64}[^#$%>\n]{0,160}([#$%>])\s/,
  /^\s{0,40}[~/][\w./~-]{0,160} ?([#$%>])\s/,
  /^\s{0,40}(?:ba|z|k|da|a)?sh(?:-[\d.]{1,8})?([#$%])\s/,
  /^\s{0,40}([$%❯➜λ])\s{1,40}(?=\S)/,
];

/** A bare "#" may as well begin a comment; it is a prompt where the command follows. */
const ROOT_TYPED = /^\s{0,40}#\s{1,40}(?=(?:[A-Z_]{1,40}=\S{0,80}\s{1,8})?(?:podman|docker)\s)/;

/** Options of sudo(8) that take a word of their own. */
const SUDO_TAKES =
  /^-[CDghpRrtTU]$|^--(chdir|chroot|close-from|command-timeout|group|host|prompt|role|type|other-user)$/;

/** Finds podman or docker behind what people put before it: a prompt ("#" is root's), variables, env, sudo or doas. */
export function findProgram(text: string, host: HostFacts): Parsed<FoundProgram> {
  const prompt = promptOf(text);
  let user = prompt?.end === '#' ? ROOT : host.user;
  const words = shellWords(text, user, prompt?.length ?? 0);
  let userns: Word | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const name = /^(?:.*\/)?(podman|docker)(?:\.exe)?$/.exec(word.text)?.[1];
    if (name === 'podman' || name === 'docker') {
      return { value: { program: word, name, args: words.slice(at + 1), user, userns }, diagnostics: [] };
    }
    if (word.text.startsWith('PODMAN_USERNS=')) userns = assigned(word);
    else if (/^(?:env|exec|time|nohup|command|[A-Za-z_]\w*=.*)$/s.test(word.text)) continue;
    else if (word.text === 'sudo' || word.text === 'doas') {
      user = ROOT;
      for (let option = words[at + 1]?.text; option?.startsWith('-'); option = words[at + 1]?.text) {
        at++;
        const joined = /^(?:-u|--user=)(.+)$/.exec(option)?.[1];
        if (joined !== undefined || option === '-u' || option === '--user') {
          const named = words[joined === undefined ? ++at : at];
          const found = accountOf(joined ?? named?.text ?? '', host);
          if (!found) return nobody(joined ?? named?.text ?? '', named ?? word);
          user = found;
        } else if (SUDO_TAKES.test(option)) at++;
      }
    } else break;
  }
  const [first] = words;
  return {
    value: undefined,
    diagnostics: [
      {
        code: 'podman-no-command',
        severity: 'error',
        message: `This is not a podman command${first ? `: "${first.text.slice(0, 40)}"` : ''}.`,
        hint: 'Paste the whole line, from podman on.',
        ...(first && { span: first.span() }),
      },
    ],
  };
}

function promptOf(text: string): { length: number; end: string | undefined } | undefined {
  const head = text.slice(0, 400);
  for (const pattern of PROMPTS) {
    const match = pattern.exec(head);
    if (match) return { length: match[0].length, end: match[1] };
  }
  const [typed] = ROOT_TYPED.exec(head) ?? [];
  return typed === undefined ? undefined : { length: typed.length, end: '#' };
}

function assigned(word: Word): Word {
  const start = word.text.indexOf('=') + 1;
  return {
    text: word.text.slice(start),
    span: (from = 0, to = word.text.length - start) => word.span(start + from, start + to),
  };
}

function accountOf(name: string, { user, names }: HostFacts): HostUser | undefined {
  const bare = name.replace(/^#/, '');
  for (const each of [ROOT, user]) if (each.name === name || String(each.uid) === bare) return each;
  const uid = names?.find((known) => known.kind === 'uid' && known.name === name)?.id;
  const gid = names?.find((known) => known.kind === 'gid' && known.name === name)?.id;
  return uid === undefined ? undefined : { name, uid, gid: gid ?? uid };
}

function nobody(name: string, word: Word): Parsed<FoundProgram> {
  const diagnostic: Diagnostic = {
    code: 'podman-unknown-user',
    severity: 'error',
    message: `sudo -u names "${name.slice(0, 40)}", whose IDs aren't known.`,
    hint: 'Enter the user who runs the command.',
    span: word.span(),
  };
  return { value: undefined, diagnostics: [diagnostic] };
}
