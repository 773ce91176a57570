/* What plain C makes of the same work: nanoseconds per stereo frame, for benchmarks/kernels.py.
 * cc -O3 -march=native limits.c -o limits -lm && ./limits        prints "name<TAB>ns" lines */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FRAMES 64
#define APART __attribute__((noinline))
typedef double V8 __attribute__((vector_size(64)));
typedef int64_t I8 __attribute__((vector_size(64)));
typedef struct { double b0, b1, b2, a1, a2; } Section;
typedef struct { V8 b0, c1, c2, a1, a2, z1, z2, y; } Wave;

static Section bell(double hz, double db, double q) { /* Audio EQ Cookbook */
    double A = pow(10, db / 40), w = 2 * M_PI * hz / 48000, al = sin(w) / (2 * q), a0 = 1 + al / A;
    Section s = {(1 + al * A) / a0, -2 * cos(w) / a0, (1 - al * A) / a0, -2 * cos(w) / a0, (1 - al / A) / a0};
    return s;
}

/* four sections on two channels, one loop, float64 states, one multiply-add from frame to frame */
APART static void eq_loop(float *x, const Section *c, double *z) {
    double s[16], c1[4], c2[4];
    memcpy(s, z, sizeof s);
    for (int b = 0; b < 4; b++) c1[b] = c[b].b1 - c[b].a1 * c[b].b0, c2[b] = c[b].b2 - c[b].a2 * c[b].b0;
    for (int i = 0; i < FRAMES; i++)
        for (int ch = 0; ch < 2; ch++) {
            double v = x[ch * FRAMES + i], *p = s + 8 * ch;
            for (int b = 0; b < 4; b++) {
                double y = c[b].b0 * v + p[2 * b], t = c1[b] * v + p[2 * b + 1], e = c2[b] * v;
                p[2 * b + 1] = e - c[b].a2 * p[2 * b];
                p[2 * b] = t - c[b].a1 * p[2 * b];
                v = y;
            }
            x[ch * FRAMES + i] = (float)v;
        }
    memcpy(z, s, sizeof s);
}

/* the same as a wavefront: eight lanes are two channels by four sections, section k works on frame i - k */
APART static void eq_wave(float *x, Wave *w) {
    float *l = x, *r = x + FRAMES;
    V8 z1 = w->z1, z2 = w->z2, y = w->y;
#define STEP(EDGE) { \
        V8 in = {i < FRAMES ? l[i] : 0, i < FRAMES ? r[i] : 0}; \
        V8 v = __builtin_shuffle(y, in, (I8){8, 0, 1, 2, 9, 4, 5, 6}); \
        V8 out = w->b0 * v + z1, n1 = (w->c1 * v + z2) - w->a1 * z1, n2 = w->c2 * v - w->a2 * z1; \
        if (EDGE) { \
            for (int k = 0; k < 8; k++) { \
                int t = i - (k & 3); \
                if (t >= 0 && t < FRAMES) z1[k] = n1[k], z2[k] = n2[k], y[k] = out[k]; \
            } \
        } else \
            z1 = n1, z2 = n2, y = out; \
        if (i >= 3) l[i - 3] = (float)y[3], r[i - 3] = (float)y[7]; }
    int i = 0;
    for (; i < 3; i++) STEP(1)
    for (; i < FRAMES; i++) STEP(0)
    for (; i < FRAMES + 3; i++) STEP(1)
    w->z1 = z1, w->z2 = z2, w->y = y;
}

/* linked peak compressor, logarithm and exponential of every frame from libm, float */
APART static void compressor(float *x, float *state) {
    float held = state[0], e = state[1], *l = x, *r = x + FRAMES;
    const float release = .9998f, attack = .998f, threshold = -2.07f, slope = .75f;
    for (int i = 0; i < FRAMES; i++) {
        float a = fabsf(l[i]), b = fabsf(r[i]), d = logf((a > b ? a : b) + 1e-9f) - threshold;
        d = d > 0 ? d * slope : 0;
        float later = release * held + (1 - release) * d;
        held = d > later ? d : later;
        e = attack * e + (1 - attack) * held;
        float g = expf(-e);
        l[i] *= g, r[i] *= g;
    }
    state[0] = held, state[1] = e;
}

static float source[2 * FRAMES], x[2 * FRAMES];
static double cpu(void) { struct timespec t; clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
#define MEASURE(name, call) do { \
    double best = 1e30; \
    for (int turn = 0; turn < 15; turn++) { \
        double start = cpu(); \
        for (int i = 0; i < 5000; i++) { memcpy(x, source, sizeof x); call; __asm__ volatile("" ::: "memory"); } \
        double ns = (cpu() - start) / 5000 / FRAMES; \
        if (ns < best) best = ns; \
    } \
    printf("%s\t%.3f\n", name, best); } while (0)

int main(void) {
    Section c[4] = {bell(100, 2, .7), bell(400, -3, 1), bell(2500, 2.5, 1), bell(8000, 1.5, .7)};
    double z[16] = {0};
    float state[2] = {0};
    static Wave w;
    for (int k = 0; k < 8; k++) {
        Section s = c[k & 3];
        w.b0[k] = s.b0, w.a1[k] = s.a1, w.a2[k] = s.a2, w.c1[k] = s.b1 - s.a1 * s.b0, w.c2[k] = s.b2 - s.a2 * s.b0;
    }
    for (int i = 0; i < 2 * FRAMES; i++) source[i] = rand() / (float)RAND_MAX - .5f;
    MEASURE("EQ, 4 bands, one loop", eq_loop(x, c, z));
    MEASURE("EQ, 4 bands, wavefront", eq_wave(x, &w));
    MEASURE("compressor, libm", compressor(x, state));
    return 0;
}
