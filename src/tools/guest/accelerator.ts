import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const QEMU = '/usr/bin/qemu-system-x86_64';

/**
 * Whether the processor itself runs another kernel here. One that isn't made for it needs kvm_intel or kvm_amd; /dev/kvm can also be that of kvm_pvm,
 * which boots none.
 */
export function hasKvm(): boolean {
  return existsSync('/dev/kvm') && ['kvm_intel', 'kvm_amd'].some((module) => existsSync(join('/sys/module', module)));
}

/** What is emulated answers the same, ten times slower. */
export const accelerator = () => (hasKvm() ? 'kvm' : 'tcg');
