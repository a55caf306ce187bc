/*
 * Stands between the program and its disk. Loaded with LD_PRELOAD; watches what is done to files under one folder.
 *
 *   WORST_FOLDER   the folder, without a slash at its end; nothing is watched where it is not set
 *   WORST_COUNT    a file: how many operations of each kind there were, one number a line: writes, syncs, opens, all
 *   WORST_LOG      a file: every operation, in order, so that the files a power loss leaves can be made again
 *   WORST_FAIL     KIND:N:ERROR:WHEN   the N-th operation of a KIND (write, sync, open) fails with this errno
 *                  WHEN once: that one alone; on: every later one of the kind too; torn: half of it is written first
 *   WORST_KILL     WHERE:N             the process is killed before, amid or after the N-th operation of any kind
 *   WORST_CLOCK    SECONDS             the clock is so many seconds ahead; behind, where it is negative
 *   WORST_EASY     1                   a sync is counted and noted, and not done: for what outlives no power loss
 *
 * A write is write, pwrite, writev, ftruncate and fallocate; a sync is fsync and fdatasync, of a folder as well; an open
 * is one for writing or creating. Renaming and unlinking count as writes. Memory that is mapped is not seen: SQLite maps
 * its -shm for writing, which no power loss leaves anything of, and the database for reading alone.
 *
 * The log: a line for each operation, `W length offset path` followed by the bytes, `T length path`, `S path`,
 * `C path` (made), `U path` (unlinked), `M path<tab>path` (renamed), and `A` when
 * the first of an answer goes to standard output.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { WRITE, SYNC, OPEN, KINDS };
static const char *const NAMES[KINDS] = {"write", "sync", "open"};

static const char *folder, *count_to;
static int log_to = -1, ready, easy, answered;
static long counts[KINDS], all;
static int fail_kind = -1, fail_errno, fail_on, fail_torn;
static long fail_at, kill_at, ahead;
static char kill_where;

static int errno_of(const char *name) {
    if (!strcmp(name, "EIO")) return EIO;
    if (!strcmp(name, "ENOSPC")) return ENOSPC;
    if (!strcmp(name, "EROFS")) return EROFS;
    if (!strcmp(name, "EACCES")) return EACCES;
    abort();
}

static void read_fail(char *text) {
    char *kind = strtok(text, ":"), *at = strtok(NULL, ":"), *name = strtok(NULL, ":"), *when = strtok(NULL, ":");
    if (!when) abort();
    for (int each = 0; each < KINDS; each++)
        if (!strcmp(kind, NAMES[each])) fail_kind = each;
    if (fail_kind < 0) abort();
    fail_at = atol(at);
    fail_errno = errno_of(name);
    fail_on = !strcmp(when, "on");
    fail_torn = !strcmp(when, "torn");
}

__attribute__((constructor)) static void begin(void) {
    folder = getenv("WORST_FOLDER");
    count_to = getenv("WORST_COUNT");
    const char *log = getenv("WORST_LOG"), *fail = getenv("WORST_FAIL"), *kill = getenv("WORST_KILL");
    const char *clock = getenv("WORST_CLOCK");
    if (log) log_to = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fail) read_fail(strdup(fail));
    if (kill) {
        kill_where = kill[1]; /* b(e)fore, a(m)id, a(f)ter */
        kill_at = atol(strchr(kill, ':') + 1);
    }
    if (clock) ahead = atol(clock);
    easy = getenv("WORST_EASY") != NULL;
    ready = 1;
}

__attribute__((destructor)) static void end(void) {
    if (!count_to) return;
    char line[128];
    int length = snprintf(line, sizeof line, "%ld\n%ld\n%ld\n%ld\n", counts[WRITE], counts[SYNC], counts[OPEN], all);
    int to = syscall(SYS_openat, AT_FDCWD, count_to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (to < 0 || syscall(SYS_write, to, line, length) != length) abort();
    syscall(SYS_close, to);
}

static int under(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return ready && length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* A path as the log and the folder write it: from the root, without a dot at its beginning. */
static const char *whole(const char *path, char into[PATH_MAX]) {
    char here[PATH_MAX];
    if (*path == '/' || !getcwd(here, sizeof here)) return path;
    while (!strncmp(path, "./", 2)) path += 2;
    if (snprintf(into, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) abort();
    return into;
}

static int watched(int fd, char path[PATH_MAX]) {
    char link[64];
    if (!ready || !folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return under(path);
}

static void put(const void *bytes, size_t length) {
    for (const char *at = bytes; length;) {
        ssize_t done = syscall(SYS_write, log_to, at, length);
        if (done <= 0) abort();
        at += done;
        length -= done;
    }
}

static void note(const char *path, const char *form, ...) {
    char line[2 * PATH_MAX + 128];
    va_list rest;
    if (log_to < 0 || strstr(path, " (deleted)")) return;
    va_start(rest, form);
    int length = vsnprintf(line, sizeof line, form, rest);
    va_end(rest);
    put(line, length);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts an operation; whether it is to fail. */
static int counted(enum kind kind) {
    all++;
    counts[kind]++;
    if (kill_where == 'e' && all == kill_at) die();
    if (fail_kind != (int)kind || counts[kind] < fail_at || (counts[kind] > fail_at && !fail_on)) return 0;
    errno = fail_errno;
    return 1;
}

static void done(void) {
    int kept = errno;
    if (kill_where == 'f' && all == kill_at) die();
    errno = kept;
}

static int amid(void) { return kill_where == 'm' && all == kill_at; }

static void note_write(const char *path, const void *bytes, ssize_t length, off_t at) {
    if (length <= 0 || log_to < 0 || strstr(path, " (deleted)")) return;
    note(path, "W %zd %lld %s\n", length, (long long)at, path);
    put(bytes, length);
}

static ssize_t put_at(int fd, const void *bytes, size_t length, off_t at) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(SYS_pwrite64, fd, bytes, length, at);
    int fails = counted(WRITE);
    if (amid() || (fails && fail_torn)) {
        ssize_t half = syscall(SYS_pwrite64, fd, bytes, length / 2, at);
        note_write(path, bytes, half, at);
        if (amid()) die();
        errno = fail_errno;
    }
    if (fails) return -1;
    ssize_t written = syscall(SYS_pwrite64, fd, bytes, length, at);
    note_write(path, bytes, written, at);
    done();
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return put_at(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return put_at(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (fd == STDOUT_FILENO && log_to >= 0 && !answered) {
        answered = 1;
        put("A\n", 2);
    }
    if (!watched(fd, path)) return syscall(SYS_write, fd, bytes, length);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t written = put_at(fd, bytes, length, at);
    if (written > 0) lseek(fd, at + written, SEEK_SET);
    return written;
}

ssize_t writev(int fd, const struct iovec *parts, int many) {
    ssize_t sum = 0;
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(SYS_writev, fd, parts, many);
    for (int each = 0; each < many; each++) {
        ssize_t written = write(fd, parts[each].iov_base, parts[each].iov_len);
        if (written < 0) return sum ? sum : -1;
        sum += written;
        if ((size_t)written < parts[each].iov_len) break;
    }
    return sum;
}

static int cut(int fd, off_t length) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(SYS_ftruncate, fd, length);
    if (counted(WRITE)) return -1;
    int answer = syscall(SYS_ftruncate, fd, length);
    if (!answer) note(path, "T %lld %s\n", (long long)length, path);
    done();
    return answer;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int set_room(int fd, int mode, off_t at, off_t length) {
    char path[PATH_MAX];
    struct stat found;
    if (!watched(fd, path)) return syscall(SYS_fallocate, fd, mode, at, length);
    if (counted(WRITE)) return -1;
    int answer = syscall(SYS_fallocate, fd, mode, at, length);
    if (!answer && !fstat(fd, &found)) note(path, "T %lld %s\n", (long long)found.st_size, path);
    done();
    return answer;
}

int fallocate(int fd, int mode, off_t at, off_t length) { return set_room(fd, mode, at, length); }
int fallocate64(int fd, int mode, off64_t at, off64_t length) { return set_room(fd, mode, at, length); }
int posix_fallocate(int fd, off_t at, off_t length) { return set_room(fd, 0, at, length) ? errno : 0; }
int posix_fallocate64(int fd, off64_t at, off64_t length) { return set_room(fd, 0, at, length) ? errno : 0; }

static int settle(int fd, long call) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(call, fd);
    if (counted(SYNC)) return -1;
    int answer = easy ? 0 : syscall(call, fd);
    if (!answer) note(path, "S %s\n", path);
    done();
    return answer;
}

int fsync(int fd) { return settle(fd, SYS_fsync); }
int fdatasync(int fd) { return settle(fd, SYS_fdatasync); }

static int open_it(int at, const char *path, int flags, mode_t mode) {
    struct stat found;
    char room[PATH_MAX];
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT;
    if (at == AT_FDCWD) path = whole(path, room);
    if (!writes || !under(path)) return syscall(SYS_openat, at, path, flags, mode);
    if (counted(OPEN)) return -1;
    int was = !stat(path, &found);
    int fd = syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && !was) note(path, "C %s\n", path);
    if (fd >= 0 && was && flags & O_TRUNC) note(path, "T 0 %s\n", path);
    done();
    return fd;
}

#define OPENS(name, at, ...)                                                                             \
    int name(__VA_ARGS__) {                                                                                            \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, int);                                                                                  \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        return open_it(at, path, flags, mode);                                                                         \
    }
OPENS(open, AT_FDCWD, const char *path, int flags, ...)
OPENS(open64, AT_FDCWD, const char *path, int flags, ...)
OPENS(openat, at, int at, const char *path, int flags, ...)
OPENS(openat64, at, int at, const char *path, int flags, ...)

int unlink(const char *path) {
    char room[PATH_MAX];
    path = whole(path, room);
    if (!under(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (counted(WRITE)) return -1;
    int answer = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!answer) note(path, "U %s\n", path);
    done();
    return answer;
}

static int move_it(const char *from, const char *to, unsigned flags) {
    char rooms[2][PATH_MAX];
    from = whole(from, rooms[0]);
    to = whole(to, rooms[1]);
    if (!under(from) && !under(to)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
    if (counted(WRITE)) return -1;
    int answer = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
    if (!answer) note(from, "M %s\t%s\n", from, to);
    done();
    return answer;
}

int rename(const char *from, const char *to) { return move_it(from, to, 0); }

int link(const char *from, const char *to) {
    int answer = syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (under(to)) abort(); /* not in the log's language: whoever links under the folder must teach it */
    return answer;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int answer = syscall(SYS_clock_gettime, clock, now);
    if (!answer && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead;
    return answer;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int answer = syscall(SYS_gettimeofday, now, zone);
    if (!answer) now->tv_sec += ahead;
    return answer;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
