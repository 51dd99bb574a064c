import { nameWord, shell } from '../../../text/index.ts';
import { assignFreeRange, UNLISTED } from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import type { ErrorEntry } from './Explained.ts';
import { firstWord } from './firstWord.ts';
import { LESSONS } from './lessons.ts';
import { between } from './Message.ts';
import { KUBERNETES_PAGE, sourceOf } from './sources.ts';

/** The kubelet asks getsubids for the range of its Pods, one in both files, and does not start without. */
export const kubeletSubids: ErrorEntry = {
  code: 'no-subids-kubelet',
  title: 'kubelet: `error retrieving additional ids for user`',
  layer: 'subid',
  examples: [
    'E1125 run.go:74] "command failed" err="failed to run Kubelet: failed to create kubelet: create user namespace manager: kubelet mappings: error retrieving additional uids for user \\"kubelet\\": exit status 1"',
    'create user namespace manager: kubelet mappings: mismatched subuids and subgids for user "kubelet"',
  ],
  sources: [
    sourceOf('kubernetes', 'pkg/kubelet/kubelet_pods.go', 'getKubeletMappings and parseGetSubIdsOutput'),
    KUBERNETES_PAGE,
  ],
  phrases: [
    'error retrieving additional uids for user',
    'error retrieving additional gids for user',
    'error retrieving additional ids for user',
    'mismatched subuids and subgids for user',
  ],
  explain: (message, at) => {
    const user = firstWord(between(message, 'for user', '', at)) ?? 'kubelet';
    const word = nameWord(user) ?? 'USER';
    const differ = message.small.startsWith('mismatched', at);
    return {
      who: 'the kubelet, which asks getsubids for the IDs of its Pods',
      says: `The account “${user}” exists, but ${differ ? 'its ranges in /etc/subuid and /etc/subgid differ' : 'getsubids fails for it, usually because no range is assigned to it'}. Every Pod with hostUsers: false uses 65536 IDs of that range.`,
      facts: { user },
      next: [
        { why: 'Check what is assigned to that account.', command: shell`getsubids ${word}; getsubids -g ${word}` },
        differ
          ? {
              why: 'The kubelet takes one range, the same in both files. If no other line of /etc/subgid has an ID of the range that getsubids prints for users, give groups this range instead of their old one.',
              command: shell`sudo usermod --del-subgids OLD_FIRST-OLD_LAST --add-subgids FIRST-LAST ${word}`,
              fixes: true,
            }
          : {
              why: `Assign one free range, the same in both files. The range must begin at a multiple of 65536, as this one does, and have 65536 IDs for each Pod (110 Pods here). The kubelet takes one range only: if one is assigned already, the command shows it and changes nothing. ${UNLISTED}`,
              command: [
                shell`getsubids ${word} || getsubids -g ${word} || {`,
                assignFreeRange(word, 110 * SUBID_COUNT),
                '}',
              ].join('\n'),
              fixes: true,
            },
        {
          why: 'Restart the kubelet, which asks for the range when it starts.',
          command: 'sudo systemctl restart kubelet',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    };
  },
};
