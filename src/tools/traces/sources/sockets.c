/*
 * A server and its client in one program, with threads, a file and another program. Compiled with gcc -m32 it asks for its sockets as Debian's 32-bit glibc
 * does, through socketcall; with musl-gcc it shows what musl calls.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int checked(int answer, const char *call) {
  if (answer >= 0) return answer;
  fprintf(stderr, "%s: %s\n", call, strerror(errno));
  exit(1);
}

static void *serve(void *argument) {
  int listening = *(int *)argument;
  int connection = checked(accept(listening, NULL, NULL), "accept");
  checked(send(connection, "hello\n", 6, MSG_NOSIGNAL), "send");
  close(connection);
  return NULL;
}

static void talk(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  int on = 1;
  int listening = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  checked(setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  checked(bind(listening, (struct sockaddr *)&address, length), "bind");
  checked(listen(listening, 1), "listen");
  checked(getsockname(listening, (struct sockaddr *)&address, &length), "getsockname");
  pthread_t thread;
  errno = pthread_create(&thread, NULL, serve, &listening);
  checked(-errno, "pthread_create");
  int client = checked(socket(AF_INET, SOCK_STREAM, 0), "socket");
  checked(connect(client, (struct sockaddr *)&address, length), "connect");
  char answer[16] = "";
  checked(recv(client, answer, sizeof answer - 1, 0), "recv");
  printf("%s", answer);
  pthread_join(thread, NULL);
  close(client);
  close(listening);
  int pair[2];
  checked(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
}

static void keep(void) {
  char path[] = "/tmp/work-XXXXXX";
  int file = checked(mkstemp(path), "mkstemp");
  checked(write(file, path, sizeof path), "write");
  checked(lseek(file, 0, SEEK_SET), "lseek");
  struct stat found;
  checked(fstat(file, &found), "fstat");
  void *mapped = mmap(NULL, found.st_size, PROT_READ, MAP_SHARED, file, 0);
  munmap(mapped, found.st_size);
  checked(unlink(path), "unlink");
  close(file);
}

int main(void) {
  struct addrinfo *found;
  struct timespec pause = {.tv_nsec = 1000000};
  signal(SIGPIPE, SIG_IGN);
  if (getaddrinfo("localhost", "80", NULL, &found) == 0) freeaddrinfo(found);
  talk();
  keep();
  pid_t child = checked(fork(), "fork");
  if (child == 0) execl("/bin/true", "true", NULL);
  checked(waitpid(child, NULL, 0), "waitpid");
  checked(system("echo ended"), "system");
  nanosleep(&pause, NULL);
  free(malloc(1 << 20));
}
