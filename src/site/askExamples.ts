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
