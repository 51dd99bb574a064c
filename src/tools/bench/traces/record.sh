#!/bin/sh
# Records what strace -f prints of ten programs, the first LINES lines of each, for the bench of traces (../grownTrace.ts):
# sh src/tools/bench/traces/record.sh. Needs Debian's strace, busybox, bash, python3, perl, tar, sqlite3, gcc, nginx, curl and docker.
set -eu
LINES=400
FOLDER=$(cd "$(dirname "$0")" && pwd)
STAGE=$(mktemp -d)
cd "$STAGE"
printf '#include <stdio.h>\nint main(void) { puts("compiled"); return 0; }\n' > a.c
printf 'daemon off; worker_processes 1; pid %s/pid; error_log %s/log; events {} http { access_log off; server { listen unix:%s/socket; location / { return 200 served; } } }' \
  "$STAGE" "$STAGE" "$STAGE" > conf
cat > serve.sh <<SERVE
nginx -c $STAGE/conf &
while ! [ -S $STAGE/socket ]; do sleep 0.1; done
for i in 1 2 3; do curl -s --max-time 9 --unix-socket $STAGE/socket http://localhost/; done
kill -QUIT %1
wait
SERVE

record() {
  name=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin LANG=C.UTF-8 HOME=/nonexistent strace -f -o "$STAGE/trace" "$@" > /dev/null 2>&1
  sed "s|$STAGE|/tmp/stage|g" "$STAGE/trace" | head -n "$LINES" > "$FOLDER/$name.strace"
}

record busybox busybox sh -c 'busybox ls /usr/share/base-passwd | busybox wc -w; busybox id -u'
record ls ls -lR /usr/share/base-passwd /etc/apt
record bash bash -c 'trap "echo told" USR1; kill -USR1 $$; (exit 3); echo $?; echo a | cat; for i in 1 2 3; do /usr/bin/true; done'
record python /usr/bin/python3 -c 'import subprocess, threading; t = threading.Thread(target=lambda: subprocess.run(["true"])); t.start(); t.join()'
record perl perl -e 'if (my $p = fork) { waitpid $p, 0; print $? >> 8, "\n" } else { exit 5 }'
record tar sh -c 'tar -C /usr/share/base-passwd -cf a.tar . && tar -tf a.tar | sort | head -1'
record sqlite sqlite3 a.db 'create table t (a); insert into t values (7); select a from t;'
record gcc gcc -o a a.c
record nginx bash serve.sh
record docker docker --version
rm -r "$STAGE"
