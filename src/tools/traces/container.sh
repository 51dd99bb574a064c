#!/bin/sh
# Starts a container of runc's on a copy of a root. Runs in a mount namespace of its own, with which its mounts end.
#   container.sh ROOT SCRATCH NAME     SCRATCH: has upper, work, root and config.json in it
set -e
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
umount -R /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
cd "$2"
exec runc --root "$2/runc" run "$3"
