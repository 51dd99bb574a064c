#!/bin/bash
# Runs a command as root of a guest (bootGuest.ts), each word as it is: ssh alone would have the guest's shell split them again.
#   enter.sh PORT KEY COMMAND...
port=$1 key=$2
shift 2
exec ssh -F none -i "$key" -p "$port" -o BatchMode=yes -o ConnectTimeout=5 -o LogLevel=ERROR \
  -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@127.0.0.1 -- "$(printf '%q ' "$@")"
