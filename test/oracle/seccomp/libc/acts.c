/* acts ACT FILE: does one thing by the libc that it is built with. Ends with 0 where it worked, with 1 and the error number where it did not, with 3 where
 * this libc has no such function. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ABSENT = 3 };

/* What only newer libcs have is looked up when it is asked for. */
#define LOOK_UP(result, name, ...) result (*name##_here)(__VA_ARGS__) = (result(*)(__VA_ARGS__))dlsym(RTLD_DEFAULT, #name)

static char **own;
static const char *file;

static void *nothing(void *given)
{
	return given;
}

static int said(int result)
{
	return result < 0 ? errno : 0;
}

static int start(void)
{
	return 0;
}

static int thread(void)
{
	pthread_t other;
	int failed = pthread_create(&other, 0, nothing, 0);
	return failed ? failed : pthread_join(other, 0);
}

static int spawn(void)
{
	pid_t child;
	char *words[] = {own[0], "start", own[2], 0};
	int status, failed = posix_spawn(&child, own[0], 0, 0, words, 0);
	if (failed)
		return failed;
	return waitpid(child, &status, 0) == child && status == 0 ? 0 : ECHILD;
}

static int forked(void)
{
	int status;
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	return child < 0 ? errno : said(waitpid(child, &status, 0));
}

static int access_effective(void)
{
	return said(faccessat(AT_FDCWD, file, R_OK, AT_EACCESS));
}

static int status_of(void)
{
	struct stat found;
	return said(stat(file, &found));
}

static int status_extended(void)
{
	char found[256];
	LOOK_UP(int, statx, int, const char *, int, unsigned, void *);
	return statx_here ? said(statx_here(AT_FDCWD, file, 0, 0x7ff, found)) : -ABSENT;
}

static int close_a_range(void)
{
	LOOK_UP(int, close_range, unsigned, unsigned, int);
	return close_range_here ? said(close_range_here(100, 200, 0)) : -ABSENT;
}

static int close_from(void)
{
	LOOK_UP(void, closefrom, int);
	if (!closefrom_here)
		return -ABSENT;
	closefrom_here(100);
	return 0;
}

static int change_mode(void)
{
	return said(fchmodat(AT_FDCWD, file, 0600, AT_SYMLINK_NOFOLLOW));
}

static int open_how(void)
{
	unsigned long long how[3] = {O_RDONLY, 0, 0};
	LOOK_UP(int, openat2, int, const char *, const void *, size_t);
	return openat2_here ? said(openat2_here(AT_FDCWD, file, how, sizeof how)) : -ABSENT;
}

static int seal(void)
{
	LOOK_UP(int, mseal, void *, size_t, unsigned long);
	return mseal_here ? said(mseal_here(0, 0, 0)) : -ABSENT;
}

static int random_number(void)
{
	LOOK_UP(unsigned, arc4random, void);
	return arc4random_here ? (arc4random_here(), 0) : -ABSENT;
}

static int robust(void)
{
	pthread_mutexattr_t kind;
	pthread_mutex_t mutex;
	int failed = pthread_mutexattr_init(&kind);
	if (!failed)
		failed = pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
	if (!failed)
		failed = pthread_mutex_init(&mutex, &kind);
	return failed ? failed : pthread_mutex_lock(&mutex);
}

/* A clock that no vDSO tells. */
static int clock_of_process(void)
{
	struct timespec now;
	return said(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now));
}

static int wait_a_moment(void)
{
	struct timespec until;
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t never = PTHREAD_COND_INITIALIZER;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += 50000000;
	if (until.tv_nsec >= 1000000000)
		until.tv_sec += 1, until.tv_nsec -= 1000000000;
	pthread_mutex_lock(&mutex);
	int ended = pthread_cond_timedwait(&never, &mutex, &until);
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	/* Without the call it comes back at once, as woken for no reason. */
	return ended == ETIMEDOUT ? 0 : ended ? ended : EINTR;
}

static int sleep_a_moment(void)
{
	struct timespec moment = {0, 1000};
	return said(nanosleep(&moment, 0));
}

static const struct {
	const char *name;
	int (*act)(void);
} ACTS[] = {
	{"start", start},
	{"pthread_create", thread},
	{"posix_spawn", spawn},
	{"fork", forked},
	{"faccessat AT_EACCESS", access_effective},
	{"stat", status_of},
	{"statx", status_extended},
	{"close_range", close_a_range},
	{"closefrom", close_from},
	{"fchmodat AT_SYMLINK_NOFOLLOW", change_mode},
	{"openat2", open_how},
	{"mseal", seal},
	{"arc4random", random_number},
	{"pthread_mutexattr_setrobust", robust},
	{"clock_gettime", clock_of_process},
	{"pthread_cond_timedwait", wait_a_moment},
	{"nanosleep", sleep_a_moment},
};

int main(int count, char **words)
{
	if (count == 2 && !strcmp(words[1], "acts")) {
		for (unsigned at = 0; at < sizeof ACTS / sizeof *ACTS; at++)
			puts(ACTS[at].name);
		return 0;
	}
	if (count < 3)
		return 2;
	own = words;
	file = words[2];
	for (unsigned at = 0; at < sizeof ACTS / sizeof *ACTS; at++)
		if (!strcmp(words[1], ACTS[at].name)) {
			int failed = ACTS[at].act();
			if (failed == -ABSENT)
				return ABSENT;
			if (failed)
				printf("%d", failed);
			return failed != 0;
		}
	return 2;
}
