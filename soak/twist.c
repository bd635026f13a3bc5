/* Preloaded into the processes of a soak: their wall clock can be stepped, and what they write to the disk can
   be made to take longer, while the machine and everybody else on it notice nothing.

   The file that SOAK_TWIST names holds two 64-bit numbers: nanoseconds to add to the wall clock, and
   nanoseconds that each flush takes longer. Clocks that measure spans of time are left alone, as a step of the
   real one would leave them. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL

struct twist {
    volatile int64_t step;
    volatile int64_t flush;
};

static struct twist none;
static struct twist *twist = &none;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("SOAK_TWIST");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    if (file >= 0) {
        void *shared = mmap(NULL, sizeof none, PROT_READ, MAP_SHARED, file, 0);

        if (shared != MAP_FAILED)
            twist = shared;
        close(file);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int failed;

    if (!real_clock_gettime)
        real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    failed = real_clock_gettime(clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) && twist->step) {
        int64_t sum = now->tv_sec * SECOND + now->tv_nsec + twist->step;

        now->tv_sec = sum / SECOND;
        now->tv_nsec = sum % SECOND;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec exact;

    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result)
{
    struct timespec exact;

    clock_gettime(CLOCK_REALTIME, &exact);
    if (result)
        *result = exact.tv_sec;
    return exact.tv_sec;
}

static void dawdle(void)
{
    int64_t longer = twist->flush;
    struct timespec span = {longer / SECOND, longer % SECOND};

    if (longer)
        nanosleep(&span, NULL);
}

int fsync(int file)
{
    dawdle();
    return real_fsync(file);
}

int fdatasync(int file)
{
    dawdle();
    return real_fdatasync(file);
}
