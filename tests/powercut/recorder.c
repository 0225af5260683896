/* Recorded into the file $POWERCUT_TRACE: what this process does to files in the folder
 * $POWERCUT_FOLDER. Loaded before the C library (LD_PRELOAD), so that it stands beneath SQLite.
 *
 * A record: kind (1 byte), length of the name (2), offset (8), length of the data (8), name, data;
 * numbers as the machine has them. Kinds: C created, W written, T truncated to offset, S synced,
 * U unlinked. The folder itself is called ".".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 1024
#define NAME 256
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char names[FILES][NAME]; /* what is open under each descriptor; "" what does not concern us */
static int trace = -1;
static const char *folder;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("POWERCUT_TRACE");
    folder = getenv("POWERCUT_FOLDER");
    if (path && folder)
        trace = NEXT(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name of a path in the folder, or NULL. */
static const char *name_of(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    if (trace < 0 || !path || strncmp(path, folder, length))
        return NULL;
    if (!path[length])
        return ".";
    return path[length] == '/' && strlen(path) - length < NAME ? path + length + 1 : NULL;
}

static const char *opened(int file) {
    return file >= 0 && file < FILES && names[file][0] ? names[file] : NULL;
}

static void record(char kind, const char *name, int64_t offset, const void *data, int64_t length) {
    char head[19];
    uint16_t name_length = strlen(name);
    head[0] = kind;
    memcpy(head + 1, &name_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 8);
    struct iovec parts[] = {{head, 19}, {(void *)name, name_length}, {(void *)data, length}};
    pthread_mutex_lock(&lock);
    if (writev(trace, parts, data ? 3 : 2) < 0)
        abort();
    pthread_mutex_unlock(&lock);
}

#define OPEN(function)                                                                             \
    int function(const char *path, int flags, ...) {                                               \
        mode_t mode = 0;                                                                           \
        struct stat there;                                                                         \
        if (flags & O_CREAT) {                                                                     \
            va_list more;                                                                          \
            va_start(more, flags);                                                                 \
            mode = va_arg(more, int);                                                              \
            va_end(more);                                                                          \
        }                                                                                          \
        const char *name = name_of(path);                                                          \
        int is_new = name && (flags & O_CREAT) && stat(path, &there);                              \
        int file = NEXT(function)(path, flags, mode);                                              \
        if (file >= 0 && file < FILES) {                                                           \
            strcpy(names[file], name ? name : "");                                                 \
            if (is_new)                                                                            \
                record('C', name, 0, NULL, 0);                                                     \
            else if (name && (flags & O_TRUNC))                                                    \
                record('T', name, 0, NULL, 0);                                                     \
        }                                                                                          \
        return file;                                                                               \
    }
OPEN(open)
OPEN(open64)

#define PWRITE(function, offset_type)                                                              \
    ssize_t function(int file, const void *data, size_t size, offset_type offset) {                \
        ssize_t done = NEXT(function)(file, data, size, offset);                                   \
        if (done > 0 && opened(file))                                                              \
            record('W', opened(file), offset, data, done);                                         \
        return done;                                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    off_t offset = opened(file) ? lseek(file, 0, SEEK_CUR) : 0;
    ssize_t done = NEXT(write)(file, data, size);
    if (done > 0 && opened(file))
        record('W', opened(file), offset, data, done);
    return done;
}

#define SYNC(function)                                                                             \
    int function(int file) {                                                                       \
        int failed = NEXT(function)(file);                                                         \
        if (!failed && opened(file))                                                               \
            record('S', opened(file), 0, NULL, 0);                                                 \
        return failed;                                                                             \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(function, offset_type)                                                            \
    int function(int file, offset_type size) {                                                     \
        int failed = NEXT(function)(file, size);                                                   \
        if (!failed && opened(file))                                                               \
            record('T', opened(file), size, NULL, 0);                                              \
        return failed;                                                                             \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int close(int file) {
    if (file >= 0 && file < FILES)
        names[file][0] = 0;
    return NEXT(close)(file);
}

int unlink(const char *path) {
    int failed = NEXT(unlink)(path);
    if (!failed && name_of(path))
        record('U', name_of(path), 0, NULL, 0);
    return failed;
}
