"""What Docker and Podman hand to the runtime of a profile: the OCI's linux.seccomp.

Sources: moby 26.1.5, profiles/seccomp/seccomp_linux.go setupSeccomp; containers/common 0.62.2, pkg/seccomp/seccomp_linux.go setupSeccomp.
"""

import errno

from abis import BY_NAME

GO_TO_NATIVE = {
    '386': 'x86', 'amd64': 'amd64', 'arm': 'arm', 'arm64': 'arm64', 'mips64': 'mips64', 'mips64p32': 'mips64n32', 'mips64le': 'mipsel64',
    'mips64p32le': 'mips3l64n32', 'mipsle': 'mipsel', 'ppc': 'ppc', 'ppc64': 'ppc64', 'ppc64le': 'ppc64le', 's390': 's390', 's390x': 's390x',
}
NATIVE_TO_SECCOMP = {
    'x86': 'X86', 'amd64': 'X86_64', 'arm': 'ARM', 'arm64': 'AARCH64', 'mips64': 'MIPS64', 'mips64n32': 'MIPS64N32', 'mipsel64': 'MIPSEL64',
    'mips3l64n32': 'MIPSEL64N32', 'mipsle': 'MIPSEL', 'ppc': 'PPC', 'ppc64': 'PPC64', 'ppc64le': 'PPC64LE', 's390': 'S390', 's390x': 'S390X',
}
PODMAN_NATIVE_TO_SECCOMP = {
    'amd64': 'X86_64', 'arm64': 'AARCH64', 'mips64': 'MIPS64', 'mips64n32': 'MIPS64N32', 'mipsel64': 'MIPSEL64', 'mipsel64n32': 'MIPSEL64N32',
    's390x': 'S390X',
}
# libseccomp-golang, ScmpArch.String, where it isn't libseccomp's own word.
GO_LIBSECCOMP = {'x86_64': 'amd64', 'aarch64': 'arm64', 'loongarch64': 'loong64'}


def hand_over(profile, target):
    return podman(profile, target) if target['engine'] == 'podman' else moby(profile, target)


def moby(profile, target):
    native = GO_TO_NATIVE.get(BY_NAME[target['arch']].goarch, '')
    kernel = version(target['kernel'])

    def applies(rule):
        excludes, includes = rule.get('excludes') or {}, rule.get('includes') or {}
        if excludes.get('minKernel') and kernel >= version(excludes['minKernel']):
            return False
        if includes.get('minKernel') and kernel < version(includes['minKernel']):
            return False
        return conditions_hold(excludes, includes, native, target['capabilities'])

    rules = [handed(rule, rule.get('errnoRet')) for rule in profile.get('syscalls') or [] if applies(rule)]
    return oci(profile, profile.get('defaultErrnoRet'), architectures(profile, NATIVE_TO_SECCOMP.get(native)), rules)


def podman(profile, target):
    abi = BY_NAME[target['arch']]
    native = GO_LIBSECCOMP.get(abi.word, abi.word)

    def applies(rule):
        return names_of(rule) and conditions_hold(rule.get('excludes') or {}, rule.get('includes') or {}, native, target['capabilities'])

    rules = [
        handed(rule, number_of(rule.get('errno'), rule.get('errnoRet'), abi)) for rule in profile.get('syscalls') or [] if applies(rule)
    ]
    default = number_of(profile.get('defaultErrno'), profile.get('defaultErrnoRet'), abi)
    return oci(profile, default, architectures(profile, PODMAN_NATIVE_TO_SECCOMP.get(native)), rules)


def conditions_hold(excludes, includes, native, capabilities):
    if native in (excludes.get('arches') or []) or any(name in capabilities for name in excludes.get('caps') or []):
        return False
    if includes.get('arches') and native not in includes['arches']:
        return False
    return all(name in capabilities for name in includes.get('caps') or [])


def architectures(profile, own):
    found = list(profile.get('architectures') or [])
    for entry in profile.get('archMap') or []:
        if own and entry['architecture'] == f'SCMP_ARCH_{own}':
            return found + [entry['architecture'], *(entry.get('subArchitectures') or [])]
    return found


def names_of(rule):
    return rule.get('names') or ([rule['name']] if rule.get('name') else [])


def number_of(written, number, abi):
    """getErrno: the name or number in `errno` goes before the number in `errnoRet`. errno_list.go takes x/sys/unix's numbers, which are the machine's."""
    if not written:
        return number
    if written.isdigit():
        return int(written)
    if written == 'ENOSYS':
        return abi.enosys
    here = getattr(errno, written)
    if abi.enosys != errno.ENOSYS and here > errno.ERANGE:
        raise ValueError(f'{abi.word} has another number for {written}')
    return here


def handed(rule, errno_ret):
    return {'names': names_of(rule), 'action': rule['action'], 'errnoRet': errno_ret, 'args': rule.get('args') or []}


def oci(profile, default_errno, named, rules):
    return {
        'defaultAction': profile['defaultAction'],
        'defaultErrnoRet': default_errno,
        'architectures': named,
        'syscalls': rules,
    }


def version(text):
    return tuple(int(part) for part in text.split('.')[:2])
