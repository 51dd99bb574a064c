#!/bin/sh
# Runs as the first process of new mount, PID, network, UTS and IPC namespaces (see openStage.ts). Lays an overlay over this machine's root file
# system, so that the scenario sees an ordinary Debian 13 called `lab` and nothing it changes (accounts, /etc/subuid, images) outlives it.
#   stage.sh SCRATCH     SCRATCH: an empty directory
set -e
scratch=$1
root=$scratch/root

mkdir "$scratch/upper" "$scratch/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"

# The engines put overlays of their own here, which an overlay can't carry: give them the real file system.
for data in var/lib/docker var/lib/containerd var/lib/containers srv root home; do
  mkdir -p "$root/$data" "$scratch/data/$data"
  mount --bind "$scratch/data/$data" "$root/$data"
done

hostname lab
ip link set lo up
mkdir "$root/tmp/old"
cd "$root"
pivot_root . tmp/old
mount -t cgroup2 cgroup2 /sys/fs/cgroup
umount -l /tmp/old
rmdir /tmp/old
# As systemd leaves it; rootless podman asks for it.
mount --make-rshared /

printf '127.0.0.1 localhost lab\n' > /etc/hosts
printf 'lab\n' > /etc/hostname
: > /etc/subuid
: > /etc/subgid
# A dockerd that once ran on this machine may have made the account that the scenarios begin without.
sed -i '/^dockremap:/d' /etc/passwd /etc/group /etc/shadow /etc/gshadow
echo ready
exec tini -s -- sleep infinity
