import { z } from 'astro/zod';
import changes from '../../content/data/changes.json' with { type: 'json' };

/** Something new on the site, or something that reads otherwise now: what the feed tells of it. */
const changeSchema = z.strictObject({
  /** Its name in the feed, for ever: who has read it isn't told again. */
  id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/),
  /** The day on which it came. */
  date: z.iso.date(),
  title: z.string().min(1).max(80),
  /** Where it is to be seen. */
  page: z.string().regex(/^\/(?:[\w.-]+\/)*(?:#[\w.-]+)?$/),
  /** One or two sentences. */
  text: z.string().min(1).max(300),
});

/** One entry of `content/data/changes.json`. */
export type Change = z.infer<typeof changeSchema>;

/** What changed, the newest first. An entry that isn't whole stops the build. */
export const siteChanges = (): Change[] => z.array(changeSchema).parse(changes);

/** What people paste, one of each kind: real lines. */
export const askExamples: readonly { label: string; text: string }[] = [
  {
    label: 'a newuidmap error',
    text: 'newuidmap: uid range [0-1) -> [1000-1001) not allowed',
  },
  {
    label: 'an audit record',
    text: 'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=unconfined pid=4127 comm="fio" exe="/usr/bin/fio" sig=0 arch=c000003e syscall=425 compat=0 ip=0x7f2a1c8b21fd code=0x50000',
  },
  {
    label: 'an strace line',
    text: 'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)',
  },
  { label: 'an owner’s ID', text: '100999' },
];
