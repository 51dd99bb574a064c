/*
 * The first process of a guest: has strace print caller.c's calls with each set of options, and writes what it printed to the console, each time behind
 * a line "@@@ NAME STATUS".
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STRACE "/usr/bin/strace", "-o", "/out"

static void ask(int console, const char *name, char *const *words) {
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        for (int file = 0; file < 3; file++) dup2(nothing, file);
        execv(words[0], words);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    dprintf(console, "\n@@@ %s %d\n", name, status);
    int out = open("/out", O_RDONLY);
    char bytes[65536];
    for (ssize_t count; (count = read(out, bytes, sizeof bytes)) > 0;)
        for (ssize_t done = 0, now; done < count && (now = write(console, bytes + done, count - done)) > 0;) done += now;
    close(out);
    unlink("/out");
}

int main(void) {
    mkdir("/proc", 0755);
    mount("proc", "/proc", "proc", 0, NULL);
    mkdir("/dev", 0755);
    mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
    int console = open("/dev/ttyAMA0", O_WRONLY | O_NOCTTY);
    ask(console, "registers", (char *[]){STRACE, "-e", "raw=all", "/caller", "/cases", "1", NULL});
    ask(console, "refused", (char *[]){STRACE, "/caller", "/cases", "1", NULL});
    ask(console, "done", (char *[]){STRACE, "/caller", "/cases", "0", NULL});
    ask(console, "verbose", (char *[]){STRACE, "-X", "verbose", "/caller", "/cases", "1", NULL});
    dprintf(console, "\n@@@ end 0\n");
    reboot(RB_POWER_OFF);
    return 0;
}
