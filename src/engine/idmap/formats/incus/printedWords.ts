import type { Word } from '../../../text/index.ts';

/**
 * What printf or echo prints, and the word that it comes from: `incus config set NAME KEY -` takes the value from what is piped into it (incus 6.0.4,
 * cmd/incus/config.go, getConfig). Undefined for another command. Of printf(1) %s, %% and the escapes that a map may have.
 */
export function printedWords(words: readonly Word[]): { text: string; word: Word } | undefined {
  const at = words.findIndex(({ text }) => /^(?:.*\/)?(?:printf|echo)$/.test(text));
  const program = words[at];
  if (!program) return undefined;
  const rest = words.slice(at + 1);
  if (!program.text.endsWith('echo')) {
    const [format, ...values] = rest;
    return format && { text: formatted(format.text, values), word: format };
  }
  const from = rest.findIndex(({ text }) => !/^-[neE]+$/.test(text));
  const said = from === -1 ? [] : rest.slice(from);
  const [word] = said;
  if (!word) return undefined;
  const text = said.map((each) => each.text).join(' ');
  const escapes = rest.slice(0, from).some((option) => option.text.includes('e'));
  return { text: escapes ? unescaped(text) : text, word };
}

/** The format again and again, until no value is left. */
function formatted(format: string, values: readonly Word[]): string {
  const taken = format.match(/%s/g)?.length ?? 0;
  const rounds = taken === 0 ? 1 : Math.max(1, Math.ceil(values.length / taken));
  let next = 0;
  const once = () =>
    unescaped(format).replace(/%[s%]/g, (mark) => (mark === '%%' ? '%' : (values[next++]?.text ?? '')));
  return Array.from({ length: Math.min(rounds, 1000) }, once).join('');
}

function unescaped(text: string): string {
  return text.replace(/\\([nt\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}
