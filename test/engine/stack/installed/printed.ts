/** What the programs themselves printed: on Debian 13 where nothing else is said; kernel and host are those of the machine that was asked. */
export const PRINTED = {
  /** docker version, of Debian’s 26.1.5. */
  dockerVersion: `Client:
 Version:           26.1.5+dfsg1
 API version:       1.45
 Go version:        go1.24.4
 Git commit:        a72d7cd
 Built:             Thu Aug 13 05:35:48 2026
 OS/Arch:           linux/amd64
 Context:           default

Server:
 Engine:
  Version:          26.1.5+dfsg1
  API version:      1.45 (minimum version 1.24)
  Go version:       go1.24.4
  Git commit:       411e817
  Built:            Thu Aug 13 05:35:48 2026
  OS/Arch:          linux/amd64
  Experimental:     false
 containerd:
  Version:          1.7.24~ds1
  GitCommit:        1.7.24~ds1-6+deb13u1
 runc:
  Version:          1.1.15+ds1
  GitCommit:        1.1.15+ds1-2+deb13u1
 docker-init:
  Version:          0.19.0
  GitCommit:`,
  /** docker version, of Docker’s own packages, as docker-library/php#1178 shows it. */
  dockerCommunity: `Client:
 Version:           20.10.7
 API version:       1.41
 Go version:        go1.13.6
 Git commit:        20.10.7-1~deb10u0
 Built:             Tue Jul 20 03:36:24 2021
 OS/Arch:           linux/s390x
 Context:           default
 Experimental:      true

Server:
 Engine:
  Version:          20.10.7
  API version:      1.41 (minimum version 1.12)
  Go version:       go1.13.6
  Git commit:       20.10.7-2~deb10u0
  Built:            Mon Jul 19 20:13:31 2021
  OS/Arch:          linux/s390x
  Experimental:     false
 containerd:
  Version:          1.5.4-1~deb10u0
  GitCommit:
 runc:
  Version:          1.0.1
  GitCommit:
 docker-init:
  Version:          0.19.0
  GitCommit:`,
  /** docker info, of Debian’s 26.1.5, without its warnings. */
  dockerInfo: `Client:
 Version:    26.1.5+dfsg1
 Context:    default
 Debug Mode: false

Server:
 Containers: 0
  Running: 0
  Paused: 0
  Stopped: 0
 Images: 0
 Server Version: 26.1.5+dfsg1
 Storage Driver: vfs
 Logging Driver: json-file
 Cgroup Driver: cgroupfs
 Cgroup Version: 2
 Plugins:
  Volume: local
  Network: bridge host ipvlan macvlan null overlay
  Log: awslogs fluentd gcplogs gelf journald json-file local splunk syslog
 Swarm: inactive
 Runtimes: io.containerd.runc.v2 runc
 Default Runtime: runc
 Init Binary: docker-init
 containerd version: 1.7.24~ds1-6+deb13u1
 runc version: 1.1.15+ds1-2+deb13u1
 init version:
 Security Options:
  seccomp
   Profile: builtin
  cgroupns
 Kernel Version: 6.18.44-fc-v669
 Operating System: Debian GNU/Linux 13 (trixie)
 OSType: linux
 Architecture: x86_64
 CPUs: 2
 Total Memory: 23.54GiB
 Name: vm
 Debug Mode: false
 Experimental: false
 Insecure Registries:
  127.0.0.0/8
 Live Restore Enabled: false`,
  /** podman version. */
  podmanVersion: `Client:        Podman Engine
Version:       5.4.2
API Version:   5.4.2
Go Version:    go1.24.4
Built:         Sun Dec 21 16:42:01 2025
Build Origin:  Debian
OS/Arch:       linux/amd64`,
  /** podman info, parts of it as they stand. */
  podmanInfo: `host:
  arch: amd64
  buildahVersion: 1.39.3
  cgroupControllers:
  - cpuset
  - cpu
  - cpuacct
  - blkio
  - memory
  - devices
  - freezer
  - pids
  cgroupManager: cgroupfs
  cgroupVersion: v1
  conmon:
    package: conmon_2.1.12-4_amd64
    path: /usr/bin/conmon
    version: 'conmon version 2.1.12, commit: unknown'
  cpus: 2
  databaseBackend: sqlite
  distribution:
    codename: trixie
    distribution: debian
    version: "13"
  eventLogger: file
  freeLocks: 2048
  hostname: vm
  kernel: 6.18.44-fc-v669
  linkmode: dynamic
  logDriver: k8s-file
  memFree: 6669312000
  memTotal: 25276502016
  networkBackend: netavark
  ociRuntime:
    name: crun
    package: crun_1.21-1_amd64
    path: /usr/bin/crun
    version: |-
      crun version 1.21
      commit: 10269840aa07fb7e6b7e1acff6198692d8ff5c88
      rundir: /run/crun
      spec: 1.0.0
      +SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +CRIU +WASM:wasmedge +YAJL
  os: linux
version:
  APIVersion: 5.4.2
  BuildOrigin: Debian
  Built: 1766335321
  BuiltTime: Sun Dec 21 16:42:01 2025
  GitCommit: ""
  GoVersion: go1.24.4
  Os: linux
  OsArch: linux/amd64
  Version: 5.4.2`,
  /** runc --version, of Debian 11. */
  runc: `runc version 1.0.0~rc93+ds1
commit: 1.0.0~rc93+ds1-5+deb11u5
spec: 1.0.2-dev
go: go1.15.15
libseccomp: 2.5.1`,
  /** crun --version, of Debian sid. */
  crun: `crun version 1.28
commit: 54f16ffbefcd022bf032af768b5c5ce075c18bfc
rundir: /run/crun
spec: 1.0.0
+SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +CRIU +JSON_C`,
  /** crio version, as cri-o/cri-o#5135 shows it. */
  crio: `Version:          1.22.0
GitCommit:        fe4b22c64a6655759eb0a253ef6174fa1b4fc5d0
GitTreeState:     dirty
BuildDate:        1980-01-01T00:00:00Z
GoVersion:        go1.16.6
Compiler:         gc
Platform:         linux/amd64
Linkmode:         dynamic
BuildTags:        apparmor, containers_image_ostree_stub, seccomp, selinux
SeccompEnabled:   true
AppArmorEnabled:  false`,
  /** ctr version. */
  ctr: `Client:
  Version:  1.7.24~ds1
  Revision: 1.7.24~ds1-6+deb13u1
  Go version: go1.24.4

Server:
  Version:  1.7.24~ds1
  Revision: 1.7.24~ds1-6+deb13u1
  UUID: 2dccbb1f-19ba-4288-8795-519f410a9d32`,
  /** crictl version, as pages on kubeadm show it. */
  crictl: `Version:  0.1.0
RuntimeName:  containerd
RuntimeVersion:  v1.7.24
RuntimeApiVersion:  v1`,
  /** kubectl describe node, its System Info as issues show it. */
  describeNode: `System Info:
  Machine ID:                 ec27f1c4fc6918f4f6a0b746de7a97d8
  Kernel Version:             6.1.109-120.189.amzn2023.x86_64
  OS Image:                   Amazon Linux 2023.5.20240819
  Operating System:           linux
  Architecture:               amd64
  Container Runtime Version:  containerd://1.7.20
  Kubelet Version:            v1.30.2-eks-1552ad0
  Kube-Proxy Version:         v1.30.2-eks-1552ad0`,
  /** kubectl get nodes -o wide, as kontena/pharos-cluster#456 shows it. */
  nodes: `NAME      STATUS    ROLES     AGE       VERSION   EXTERNAL-IP   OS-IMAGE           KERNEL-VERSION      CONTAINER-RUNTIME
host-00   Ready     master    1m        v1.10.4   <none>        Ubuntu 18.04 LTS   4.15.0-23-generic   cri-o://1.10.4`,
  /** cat /etc/os-release. */
  osRelease: `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
VERSION_CODENAME=trixie
DEBIAN_VERSION_FULL=13.6
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"`,
} as const;
