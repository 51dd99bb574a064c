import { type Diagnostic, error, type Word } from '../../../text/index.ts';
import { lastValue, type Option } from './readOptions.ts';

/** What strconv.ParseBool takes for false. */
const FALSE = /^(?:0|f|F|false|FALSE|False)$/;

const isHost = (value: Word): boolean => value.text === 'host';

/** Options that need the host's own view, in the order in which dockerd looks, and its words. */
const REFUSED: readonly [option: string, is: (value: Word) => boolean, words: string][] = [
  [
    'privileged',
    ({ text }) => !FALSE.test(text),
    'privileged mode is incompatible with user namespaces. You must run the container in the host namespace when running privileged mode',
  ],
  ['network', isHost, 'cannot share the host’s network namespace when user namespaces are enabled'],
  ['pid', isHost, 'cannot share the host PID namespace when user namespaces are enabled'],
];

/**
 * Why a daemon with --userns-remap starts no container of these options (moby 26.1.5, daemon/daemon_unix.go, verifyPlatformContainerSettings; seen
 * with it, content/data/transcripts/registry-remapped.json).
 */
export function remapRefusal(options: readonly Option[]): Diagnostic | undefined {
  for (const [name, is, words] of REFUSED) {
    const value = lastValue(options, name);
    if (value && is(value)) {
      const hint = 'Add --userns=host: it lifts the refusal for this container, and the protection with it.';
      return error('dockerd-refuses', `dockerd refuses the command: ${words}.`, hint, value.span());
    }
  }
  return undefined;
}
