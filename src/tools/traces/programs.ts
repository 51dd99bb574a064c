import type { TracedProgram } from './TracedProgram.ts';

/** A certificate for localhost, in the folder that the scripts work in. */
const CERTIFICATE =
  'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key -out certificate';

/** Every program with a trace, as they are listed. */
export const PROGRAMS: readonly TracedProgram[] = [
  {
    name: 'nginx',
    title: 'nginx',
    software: 'nginx',
    package: 'nginx',
    needs: ['nginx-light', 'curl'],
    prepare: `sed -i 's/^worker_processes .*/worker_processes 2;/' /etc/nginx/nginx.conf
echo hello > /var/www/html/page
head -c 3000000 /dev/urandom > /var/www/html/large`,
    run: `traced nginx -g 'daemon off;' &
until_done curl -fso /dev/null http://127.0.0.1/page
for path in page large missing; do for round in 1 2 3; do curl -so /dev/null http://127.0.0.1/$path; done; done
nginx -s reload
sleep 1
curl -fso /dev/null 'http://[::1]/page'
nginx -s reopen
sleep 1
curl -fso /dev/null http://127.0.0.1/page
nginx -s quit
wait`,
    did: 'Started with two workers, served files over IPv4 and IPv6, reloaded its configuration, reopened its logs and quit.',
  },
  {
    name: 'postgresql',
    title: 'PostgreSQL',
    software: 'PostgreSQL',
    package: 'postgresql-17',
    prepare: `mkdir -p data /run/postgresql
chown postgres: data /run/postgresql /trace`,
    run: `as() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }
bin=/usr/lib/postgresql/17/bin
as traced $bin/initdb -D data
as traced $bin/postgres -D data &
until_done as $bin/pg_isready -q
as psql -qv ON_ERROR_STOP=1 postgres <<SQL
create table numbers as select generate_series(1, 300000) as number;
create index on numbers (number);
vacuum analyze numbers;
set max_parallel_workers_per_gather = 2;
set min_parallel_table_scan_size = 0;
set parallel_setup_cost = 0;
set work_mem = '64kB';
select count(*) from (select number from numbers order by number % 1000) as sorted;
select sum(number) from numbers;
listen told;
notify told;
drop table numbers;
checkpoint;
SQL
as $bin/pg_ctl -D data reload
as $bin/pg_ctl -D data -m fast stop
wait`,
    did: 'Made a database cluster, started, filled and indexed a table, answered queries with parallel workers, made a checkpoint, reloaded and stopped.',
  },
  {
    name: 'redis',
    title: 'Redis',
    software: 'Redis',
    package: 'redis-server',
    needs: ['redis-tools'],
    run: `traced redis-server --dir /srv --appendonly yes --unixsocket /srv/socket &
until_done redis-cli ping
for number in 1 2 3; do redis-cli set key$number $number; redis-cli -s /srv/socket get key$number; done
redis-cli eval 'return redis.call("incr", "key1")' 0
redis-cli bgsave
sleep 1
redis-cli bgrewriteaof
sleep 1
redis-cli flushall async
redis-cli shutdown
wait`,
    did: 'Started with an append-only file, answered SET, GET and a Lua script over TCP and a Unix socket, did BGSAVE and BGREWRITEAOF, and shut down.',
  },
  {
    name: 'go-server',
    title: 'A Go server',
    software: 'Go',
    package: 'golang-1.24-go',
    needs: ['golang-go', 'curl'],
    files: ['server.go'],
    prepare: 'go build -p 1 -o server server.go',
    run: `traced ./server &
until_done curl -fso /dev/null http://127.0.0.1:8080/files/passwd.master
for path in files/passwd.master zipped program work missing; do curl -so /dev/null http://127.0.0.1:8080/$path; done
curl -fso /dev/null --unix-socket /run/server.socket http://localhost/zipped
kill -TERM $(pidof server)
wait`,
    did: 'Served files and compressed pages with net/http over TCP and a Unix socket, ran another program, collected garbage and shut down.',
  },
  {
    name: 'jvm',
    title: 'A JVM',
    software: 'OpenJDK',
    package: 'openjdk-21-jre-headless',
    needs: ['openjdk-21-jdk-headless'],
    files: ['Work.java'],
    prepare: 'javac Work.java',
    run: 'traced java -Xmx64m Work',
    did: 'Ran a program with a pool of threads and a virtual thread, collected garbage, wrote and mapped a file, used sockets and another process.',
  },
  {
    name: 'node',
    title: 'Node.js',
    software: 'Node.js',
    package: 'nodejs',
    files: ['work.mjs'],
    run: 'traced node work.mjs',
    did: 'Ran an HTTP server and its client, watched and wrote files, ran worker threads and another process, compressed and made keys.',
  },
  {
    name: 'python',
    title: 'Python',
    software: 'Python',
    package: 'python3.13',
    needs: ['python3', 'openssl'],
    files: ['work.py'],
    prepare: CERTIFICATE,
    run: 'traced python3 work.py',
    did: 'Ran threads, pools of processes, other programs, a database, TLS on both sides, an event loop and a timer.',
  },
  {
    name: 'apt',
    title: 'apt',
    software: 'apt',
    package: 'apt',
    isOnline: true,
    run: `traced apt-get update
traced apt-get install -y --no-install-recommends hello
traced hello
traced apt-get purge -y hello`,
    did: 'Updated its lists, installed a package with dpkg, ran it and purged it.',
  },
  {
    name: 'musl',
    title: 'A program built with musl-gcc',
    software: 'musl',
    package: 'musl',
    needs: ['musl-tools'],
    files: ['sockets.c'],
    prepare: 'musl-gcc -o sockets sockets.c',
    run: 'traced ./sockets',
    did: 'Looked up a host name, talked to itself over a socket with two threads, mapped a file, forked and ran other programs.',
  },
  {
    name: 'git',
    title: 'git',
    software: 'git',
    package: 'git',
    prepare: 'git config --global user.name Somebody; git config --global user.email somebody@example.org',
    run: `traced git init -q -b main one
cd one
for number in 1 2 3; do
  seq $number 3000 > file
  traced git add file
  traced git commit -qm $number
done
traced git branch other
traced git rebase -q HEAD~1 other
traced git gc -q
traced git fsck
traced git log -p --stat > /dev/null
cd ..
traced git clone -q --no-local one two
cd two
echo more >> file
traced git commit -qam more
traced git push -q origin HEAD:pushed
traced git fetch -q
traced git stash list
traced git status`,
    did: 'Made a repository, committed, rebased, collected garbage, checked it, cloned it, pushed and fetched.',
  },
  {
    name: 'gcc',
    title: 'gcc',
    software: 'gcc',
    package: 'gcc-14',
    needs: ['gcc', 'libc6-dev'],
    files: ['sockets.c'],
    run: `traced gcc -O2 -g -c sockets.c
traced gcc -pthread -o sockets sockets.o
traced gcc -O2 -flto -pipe -static -o static sockets.c
traced ar rc library.a sockets.o
traced ./sockets`,
    did: 'Compiled and linked, statically and with link-time optimisation too, made a library, and ran the program.',
  },
  {
    name: 'i386-sockets',
    title: 'A 32-bit program (gcc -m32)',
    software: 'glibc',
    package: 'libc6-i386',
    needs: ['gcc', 'gcc-multilib'],
    files: ['sockets.c'],
    prepare: 'gcc -m32 -pthread -o sockets sockets.c',
    run: 'traced ./sockets',
    did: 'Talked to itself over a socket, for which 32-bit glibc calls socketcall, with two threads; mapped a file, forked and ran other programs.',
  },
  {
    name: 'io-uring',
    title: 'fio with io_uring',
    software: 'fio',
    package: 'fio',
    run: 'traced fio --name=work --ioengine=io_uring --rw=randrw --size=2m --bs=4k --iodepth=8 --fixedbufs --filename=file',
    did: 'Read and wrote a file at random places through io_uring, with registered buffers.',
  },
  {
    name: 'chromium',
    title: 'Chromium with its sandbox',
    software: 'Chromium',
    package: 'chromium',
    prepare: `useradd -m somebody
printf '<title>Page</title><script>document.write(navigator.userAgent)</script>' > page.html`,
    run: `setpriv --reuid somebody --regid somebody --clear-groups env HOME=/home/somebody traced chromium --headless --disable-gpu --dump-dom "file://$PWD/page.html"`,
    did: 'Opened a page without a window, as a user of its own, in the sandbox that it makes with user namespaces and filters.',
  },
];
