/* Writes down what a program asks of the files of one folder, in the order of all its processes.
 *
 * Built by the test and put before the C library (LD_PRELOAD). Every call is handed on first; what it
 * did is then appended to one file by one write, which the system does not mix with another one. A sync
 * is written down before and after, so that it counts only for writes that had ended before it began.
 *
 *   RECORDER_FOLDER  the folder that is watched, as its real path
 *   RECORDER_FILE    what is written
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
	char kind[4];
	uint32_t path_bytes, data_bytes, pid;
	int64_t at;
};

static const char *folder, *file;
static int out = -1;
static int64_t syncs;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void append(char kind, const char *path, size_t path_bytes, const void *data, size_t bytes, int64_t at)
{
	int kept = errno;
	struct head head = {{kind}, (uint32_t)path_bytes, (uint32_t)bytes, (uint32_t)getpid(), at};
	struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, path_bytes}, {(void *)data, bytes}};
	if (out < 0)
		out = fcntl(REAL(open)(file, O_WRONLY | O_APPEND | O_CLOEXEC), F_DUPFD_CLOEXEC, 700);
	if (writev(out, parts, 3) != (ssize_t)(sizeof head + path_bytes + bytes))
		abort();
	errno = kept;
}

/* Gives the path within the folder, NULL for everything else. */
static const char *within(const char *path)
{
	size_t length;
	if (!folder) {
		folder = getenv("RECORDER_FOLDER");
		file = getenv("RECORDER_FILE");
	}
	if (!folder || !file || strncmp(path, folder, length = strlen(folder)) || path[length] != '/')
		return NULL;
	return path + length + 1;
}

static const char *of_name(const char *name, char *space)
{
	if (name[0] == '/')
		return within(name);
	if (!getcwd(space, PATH_MAX))
		return NULL;
	strncat(space, "/", PATH_MAX - strlen(space) - 1);
	strncat(space, name, PATH_MAX - strlen(space) - 1);
	const char *found = within(space);
	while (found && !strncmp(found, "./", 2))
		found += 2;
	return found;
}

static const char *of_number(int number, char *space)
{
	char link[64];
	snprintf(link, sizeof link, "/proc/self/fd/%d", number);
	ssize_t length = readlink(link, space, PATH_MAX - 1);
	if (length < 0)
		return NULL;
	space[length] = 0;
	return within(space);
}

static void changed(char kind, int number, const void *data, size_t bytes, int64_t at)
{
	char space[PATH_MAX];
	int kept = errno;
	const char *path = of_number(number, space);
	if (path)
		append(kind, path, strlen(path), data, bytes, at);
	errno = kept;
}

static void renamed(char kind, const char *from, const char *to)
{
	char one[PATH_MAX], other[PATH_MAX], both[2 * PATH_MAX];
	const char *old = of_name(from, one), *new = of_name(to, other);
	if (old && new)
		append(kind, both, (size_t)snprintf(both, sizeof both, "%s\n%s", old, new), "", 0, 0);
}

static void named(char kind, const char *name, int64_t at)
{
	char space[PATH_MAX];
	const char *path = of_name(name, space);
	if (path)
		append(kind, path, strlen(path), "", 0, at);
}

#define OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		va_list rest; \
		va_start(rest, flags); \
		mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
		va_end(rest); \
		int number = REAL(name)(path, flags, mode); \
		if (number >= 0 && flags & (O_CREAT | O_TRUNC)) \
			named('O', path, flags & O_TRUNC ? 1 : 0); \
		return number; \
	}
OPEN(open)
OPEN(open64)

ssize_t write(int number, const void *data, size_t bytes)
{
	ssize_t done = REAL(write)(number, data, bytes);
	if (done > 0) {
		int kept = errno;
		off_t end = lseek(number, 0, SEEK_CUR);
		errno = kept;
		if (end >= 0)
			changed('W', number, data, (size_t)done, end - done);
	}
	return done;
}

#define PWRITE(name, place) \
	ssize_t name(int number, const void *data, size_t bytes, place at) \
	{ \
		ssize_t done = REAL(name)(number, data, bytes, at); \
		if (done > 0) \
			changed('W', number, data, (size_t)done, at); \
		return done; \
	}
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PWRITEV(name, place) \
	ssize_t name(int number, const struct iovec *parts, int many, place at) \
	{ \
		ssize_t done = REAL(name)(number, parts, many, at); \
		ssize_t left = done; \
		for (int each = 0; each < many && left > 0; each++) { \
			size_t bytes = parts[each].iov_len < (size_t)left ? parts[each].iov_len : (size_t)left; \
			changed('W', number, parts[each].iov_base, bytes, at); \
			at += bytes; \
			left -= bytes; \
		} \
		return done; \
	}
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)

#define FTRUNCATE(name, place) \
	int name(int number, place size) \
	{ \
		int failed = REAL(name)(number, size); \
		if (!failed) \
			changed('C', number, "", 0, size); \
		return failed; \
	}
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define TRUNCATE(name, place) \
	int name(const char *path, place size) \
	{ \
		int failed = REAL(name)(path, size); \
		if (!failed) \
			named('C', path, size); \
		return failed; \
	}
TRUNCATE(truncate, off_t)
TRUNCATE(truncate64, off64_t)

#define FALLOCATE(name, place) \
	int name(int number, place at, place bytes) \
	{ \
		int failed = REAL(name)(number, at, bytes); \
		if (!failed) \
			changed('Z', number, "", 0, at + bytes); \
		return failed; \
	}
FALLOCATE(posix_fallocate, off_t)
FALLOCATE(posix_fallocate64, off64_t)

#define SYNC(name) \
	int name(int number) \
	{ \
		int64_t sync = ++syncs; \
		changed('S', number, "", 0, sync); \
		int failed = REAL(name)(number); \
		if (!failed) \
			changed('E', number, "", 0, sync); \
		return failed; \
	}
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to)
{
	int failed = REAL(rename)(from, to);
	if (!failed)
		renamed('R', from, to);
	return failed;
}

int link(const char *from, const char *to)
{
	int failed = REAL(link)(from, to);
	if (!failed)
		renamed('L', from, to);
	return failed;
}

int unlink(const char *path)
{
	int failed = REAL(unlink)(path);
	if (!failed)
		named('U', path, 0);
	return failed;
}

int mkdir(const char *path, mode_t mode)
{
	int failed = REAL(mkdir)(path, mode);
	if (!failed)
		named('M', path, 0);
	return failed;
}

int rmdir(const char *path)
{
	int failed = REAL(rmdir)(path);
	if (!failed)
		named('D', path, 0);
	return failed;
}
