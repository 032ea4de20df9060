/*
 * The ReLU operations by hand, for AVX-512: what this processor can do, and so the ceiling of every other row. The
 * functions are those of peers.c, and below them what bounds any: reading, copying, filling, multiplying and adding.
 * Writes that do not fit in the caches go past them.
 */
#include <immintrin.h>
#include <stdint.h>

/* Floats of an output beyond the L2 cache: from here on a store that reads its cache line first costs half as much again. */
#define STREAM (1L << 18)
/* Vectors of dosages whose z stays in registers while the nodes pass. */
#define ROWS 8
#define TILE (16 * ROWS)
/* Dosages whose x, d and d*x stay in the L1 cache while the nodes pass. */
#define BLOCK 1024
/* Dosages after which sums in float go into doubles. */
#define PART (1L << 16)
/* Nodes summed in one walk over a block. */
#define NODES 4

struct network {
    int width;
    const float *w, *b, *v;
    float c;
};

static inline __m512 relu(__m512 p) {
    return _mm512_max_ps(p, _mm512_setzero_ps());
}

static inline __mmask16 positive(__m512 p) {
    return _mm512_cmp_ps_mask(p, _mm512_setzero_ps(), _CMP_GT_OQ);
}

/* The first n lanes, of up to 16. */
static inline __mmask16 first(long n) {
    return n >= 16 ? 0xffff : (__mmask16)((1u << n) - 1);
}

/* Lanes until a pointer is aligned to a vector, but at most n. */
static inline long head(const float *p, long n) {
    const long lanes = (long)((64 - ((uintptr_t)p & 63)) & 63) / 4;
    return lanes < n ? lanes : n;
}

struct two {
    __m512 w0, b0, v0, w1, b1, v1, c;
};

static inline struct two two_of(const struct network *net) {
    return (struct two){_mm512_set1_ps(net->w[0]), _mm512_set1_ps(net->b[0]), _mm512_set1_ps(net->v[0]),
                        _mm512_set1_ps(net->w[1]), _mm512_set1_ps(net->b[1]), _mm512_set1_ps(net->v[1]),
                        _mm512_set1_ps(net->c)};
}

static inline __m512 effect(const struct two *k, __m512 x) {
    const __m512 z = _mm512_fmadd_ps(k->v0, relu(_mm512_fmadd_ps(k->w0, x, k->b0)), k->c);
    return relu(_mm512_fmadd_ps(k->v1, relu(_mm512_fmadd_ps(k->w1, x, k->b1)), z));
}

static inline __m512 slope(const struct two *k, __m512 x) {
    const __m512 p0 = _mm512_fmadd_ps(k->w0, x, k->b0), p1 = _mm512_fmadd_ps(k->w1, x, k->b1);
    const __m512 z = _mm512_fmadd_ps(k->v1, relu(p1), _mm512_fmadd_ps(k->v0, relu(p0), k->c));
    const __m512 s = _mm512_maskz_mul_ps(positive(p0), k->v0, k->w0);
    return _mm512_maskz_mov_ps(positive(z), _mm512_mask_add_ps(s, positive(p1), s, _mm512_mul_ps(k->v1, k->w1)));
}

/* y = f(x) over an array, whole vectors of y aligned, in steps of four of them. */
#define MAP(f)                                                                                  \
    long i = head(y, n);                                                                        \
    _mm512_mask_storeu_ps(y, first(i), f(&k, _mm512_maskz_loadu_ps(first(i), x)));              \
    if (n >= STREAM) {                                                                          \
        for (; i + 64 <= n; i += 64) {                                                          \
            _mm512_stream_ps(y + i, f(&k, _mm512_loadu_ps(x + i)));                             \
            _mm512_stream_ps(y + i + 16, f(&k, _mm512_loadu_ps(x + i + 16)));                   \
            _mm512_stream_ps(y + i + 32, f(&k, _mm512_loadu_ps(x + i + 32)));                   \
            _mm512_stream_ps(y + i + 48, f(&k, _mm512_loadu_ps(x + i + 48)));                   \
        }                                                                                       \
        _mm_sfence();                                                                           \
    } else {                                                                                    \
        for (; i + 64 <= n; i += 64) {                                                          \
            _mm512_store_ps(y + i, f(&k, _mm512_loadu_ps(x + i)));                              \
            _mm512_store_ps(y + i + 16, f(&k, _mm512_loadu_ps(x + i + 16)));                    \
            _mm512_store_ps(y + i + 32, f(&k, _mm512_loadu_ps(x + i + 32)));                    \
            _mm512_store_ps(y + i + 48, f(&k, _mm512_loadu_ps(x + i + 48)));                    \
        }                                                                                       \
    }                                                                                           \
    for (; i < n; i += 16) {                                                                    \
        _mm512_mask_storeu_ps(y + i, first(n - i), f(&k, _mm512_maskz_loadu_ps(first(n - i), x + i))); \
    }

static void forward_two(const struct network *net, const float *restrict x, float *restrict y, long n) {
    const struct two k = two_of(net);
    MAP(effect)
}

static void derivative_two(const struct network *net, const float *restrict x, float *restrict y, long n) {
    const struct two k = two_of(net);
    MAP(slope)
}

/* z of ROWS vectors, and where s is not null the sums of the steepness of the active nodes. */
static inline __attribute__((always_inline)) void weigh(const struct network *net, const float *x, long n,
                                                        float *restrict z, float *restrict s) {
    __m512 xs[ROWS], zs[ROWS], ss[ROWS];
    for (int r = 0; r < ROWS; r++) {
        xs[r] = n >= TILE ? _mm512_loadu_ps(x + 16 * r)
                          : _mm512_maskz_loadu_ps(n > 16 * r ? first(n - 16 * r) : 0, x + 16 * r);
        zs[r] = _mm512_set1_ps(net->c);
        ss[r] = _mm512_setzero_ps();
    }
    for (int h = 0; h < net->width; h++) {
        const __m512 w = _mm512_set1_ps(net->w[h]), b = _mm512_set1_ps(net->b[h]), v = _mm512_set1_ps(net->v[h]);
        const __m512 vw = _mm512_mul_ps(v, w);
#pragma GCC unroll 8
        for (int r = 0; r < ROWS; r++) {
            const __m512 p = _mm512_fmadd_ps(w, xs[r], b);
            zs[r] = _mm512_fmadd_ps(v, relu(p), zs[r]);
            if (s) {
                ss[r] = _mm512_mask_add_ps(ss[r], positive(p), ss[r], vw);
            }
        }
    }
    for (int r = 0; r < ROWS; r++) {
        _mm512_store_ps(z + 16 * r, zs[r]);
        if (s) {
            _mm512_store_ps(s + 16 * r, ss[r]);
        }
    }
}

void forward(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
             float *restrict y, long n) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        forward_two(&net, x, y, n);
        return;
    }
    for (long i = 0; i < n; i += TILE) {
        float z[TILE] __attribute__((aligned(64)));
        weigh(&net, x + i, n - i, z, 0);
        for (long k = 0; k < TILE && i + k < n; k += 16) {
            _mm512_mask_storeu_ps(y + i + k, first(n - i - k), relu(_mm512_load_ps(z + k)));
        }
    }
}

void derivative(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
                float *restrict y, long n) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        derivative_two(&net, x, y, n);
        return;
    }
    for (long i = 0; i < n; i += TILE) {
        float z[TILE] __attribute__((aligned(64))), s[TILE] __attribute__((aligned(64)));
        weigh(&net, x + i, n - i, z, s);
        for (long k = 0; k < TILE && i + k < n; k += 16) {
            const __m512 slope = _mm512_maskz_mov_ps(positive(_mm512_load_ps(z + k)), _mm512_load_ps(s + k));
            _mm512_mask_storeu_ps(y + i + k, first(n - i - k), slope);
        }
    }
}

static inline double sum_of(__m512 lanes) {
    const __m512d low = _mm512_cvtps_pd(_mm512_castps512_ps256(lanes));
    const __m512d high = _mm512_cvtps_pd(_mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(lanes), 1)));
    return _mm512_reduce_add_pd(_mm512_add_pd(low, high));
}

/* What the sums of one node make of its part of the gradient: out is loss, dL/dc, dL/dw.., dL/db.., dL/dv.. */
static void finish_node(const struct network *net, int h, double s0, double s1, double *out) {
    out[2 + h] = net->v[h] * s1;
    out[2 + net->width + h] = net->v[h] * s0;
    out[2 + 2 * net->width + h] = net->w[h] * s1 + net->b[h] * s0;
}

/* loss, sum d, and S0 and S1 of both nodes; d is half of what it is for the loss. */
struct sums {
    __m512 loss, d, s00, s01, s10, s11;
};

static inline __attribute__((always_inline)) void add(const struct two *k, __m512 x, __m512 t, __mmask16 lanes,
                                                      struct sums *s) {
    const __m512 p0 = _mm512_fmadd_ps(k->w0, x, k->b0), p1 = _mm512_fmadd_ps(k->w1, x, k->b1);
    const __m512 z = _mm512_fmadd_ps(k->v1, relu(p1), _mm512_fmadd_ps(k->v0, relu(p0), k->c));
    const __m512 r = _mm512_maskz_sub_ps(lanes, relu(z), t);
    const __m512 d = _mm512_maskz_mov_ps(positive(z), r), dx = _mm512_mul_ps(d, x);
    const __mmask16 active0 = positive(p0), active1 = positive(p1);
    s->loss = _mm512_fmadd_ps(r, r, s->loss);
    s->d = _mm512_add_ps(s->d, d);
    s->s00 = _mm512_mask_add_ps(s->s00, active0, s->s00, d);
    s->s01 = _mm512_mask_add_ps(s->s01, active0, s->s01, dx);
    s->s10 = _mm512_mask_add_ps(s->s10, active1, s->s10, d);
    s->s11 = _mm512_mask_add_ps(s->s11, active1, s->s11, dx);
}

static void gradient_two(const struct network *net, const float *restrict x, const float *restrict t, long n,
                         double *restrict out) {
    const struct two k = two_of(net);
    double total[6] = {0, 0, 0, 0, 0, 0};
    for (long at = 0; at < n; at += PART) {
        const long end = n - at < PART ? n : at + PART;
        const __m512 zero = _mm512_setzero_ps();
        struct sums even = {zero, zero, zero, zero, zero, zero}, odd = even;
        long i = at;
        for (; i + 32 <= end; i += 32) {
            add(&k, _mm512_loadu_ps(x + i), _mm512_loadu_ps(t + i), 0xffff, &even);
            add(&k, _mm512_loadu_ps(x + i + 16), _mm512_loadu_ps(t + i + 16), 0xffff, &odd);
        }
        for (; i < end; i += 16) {
            const __mmask16 lanes = first(end - i);
            add(&k, _mm512_maskz_loadu_ps(lanes, x + i), _mm512_maskz_loadu_ps(lanes, t + i), lanes, &even);
        }
        total[0] += sum_of(_mm512_add_ps(even.loss, odd.loss));
        total[1] += sum_of(_mm512_add_ps(even.d, odd.d));
        total[2] += sum_of(_mm512_add_ps(even.s00, odd.s00));
        total[3] += sum_of(_mm512_add_ps(even.s01, odd.s01));
        total[4] += sum_of(_mm512_add_ps(even.s10, odd.s10));
        total[5] += sum_of(_mm512_add_ps(even.s11, odd.s11));
    }
    out[0] = total[0];
    out[1] = 2 * total[1];
    finish_node(net, 0, 2 * total[2], 2 * total[3], out);
    finish_node(net, 1, 2 * total[4], 2 * total[5], out);
}

/* S0 and S1 of NODES nodes over a block; the last node stands in for those past it. */
static void nodes(const struct network *net, int h, const float *x, const float *d, const float *dx, long n,
                  double *restrict sums) {
    __m512 w[NODES], b[NODES], s0[NODES], s1[NODES];
    for (int k = 0; k < NODES; k++) {
        const int at = h + k < net->width ? h + k : net->width - 1;
        w[k] = _mm512_set1_ps(net->w[at]);
        b[k] = _mm512_set1_ps(net->b[at]);
        s0[k] = s1[k] = _mm512_setzero_ps();
    }
    for (long i = 0; i < n; i += 16) {
        const __m512 xi = _mm512_load_ps(x + i), di = _mm512_load_ps(d + i), dxi = _mm512_load_ps(dx + i);
#pragma GCC unroll 4
        for (int k = 0; k < NODES; k++) {
            const __mmask16 active = positive(_mm512_fmadd_ps(w[k], xi, b[k]));
            s0[k] = _mm512_mask_add_ps(s0[k], active, s0[k], di);
            s1[k] = _mm512_mask_add_ps(s1[k], active, s1[k], dxi);
        }
    }
    for (int k = 0; k < NODES && h + k < net->width; k++) {
        sums[2 * (h + k)] += sum_of(s0[k]);
        sums[2 * (h + k) + 1] += sum_of(s1[k]);
    }
}

void gradient(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
              const float *restrict t, long n, double *restrict out) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        gradient_two(&net, x, t, n, out);
        return;
    }
    float xs[BLOCK] __attribute__((aligned(64))), d[BLOCK] __attribute__((aligned(64)));
    float dx[BLOCK] __attribute__((aligned(64)));
    double sums[2 * width], loss = 0, total = 0;
    for (int h = 0; h < 2 * width; h++) {
        sums[h] = 0;
    }
    for (long at = 0; at < n; at += BLOCK) {
        const long m = n - at < BLOCK ? n - at : BLOCK;
        __m512 losses = _mm512_setzero_ps(), ds = _mm512_setzero_ps();
        for (long i = 0; i < m; i += TILE) {
            weigh(&net, x + at + i, m - i, d + i, 0);
        }
        for (long i = 0; i < m; i += 16) {
            const __mmask16 lanes = first(m - i);
            const __m512 xi = _mm512_maskz_loadu_ps(lanes, x + at + i), z = _mm512_load_ps(d + i);
            const __m512 r = _mm512_maskz_sub_ps(lanes, relu(z), _mm512_maskz_loadu_ps(lanes, t + at + i));
            const __m512 di = _mm512_maskz_mov_ps(positive(z), r);
            losses = _mm512_fmadd_ps(r, r, losses);
            ds = _mm512_add_ps(ds, di);
            _mm512_store_ps(xs + i, xi);
            _mm512_store_ps(d + i, di);
            _mm512_store_ps(dx + i, _mm512_mul_ps(di, xi));
        }
        loss += sum_of(losses);
        total += sum_of(ds);
        for (int h = 0; h < width; h += NODES) {
            nodes(&net, h, xs, d, dx, m, sums);
        }
    }
    out[0] = loss;
    out[1] = 2 * total;
    for (int h = 0; h < width; h++) {
        finish_node(&net, h, 2 * sums[2 * h], 2 * sums[2 * h + 1], out);
    }
}

/* The sum of the bits of an array, as integers, which lets the adders keep pace with the loads. */
int read_bits(const float *restrict x, long n) {
    __m512i sums[8];
    for (int k = 0; k < 8; k++) {
        sums[k] = _mm512_setzero_si512();
    }
    long i = 0;
    for (; i + 128 <= n; i += 128) {
#pragma GCC unroll 8
        for (int k = 0; k < 8; k++) {
            sums[k] = _mm512_add_epi32(sums[k], _mm512_loadu_si512(x + i + 16 * k));
        }
    }
    for (; i < n; i += 16) {
        sums[0] = _mm512_add_epi32(sums[0], _mm512_maskz_loadu_epi32(first(n - i), x + i));
    }
    for (int k = 1; k < 8; k++) {
        sums[0] = _mm512_add_epi32(sums[0], sums[k]);
    }
    return _mm512_reduce_add_epi32(sums[0]);
}

static inline __m512 same(const __m512 *k, __m512 x) {
    (void)k;
    return x;
}

void copy(const float *restrict x, float *restrict y, long n) {
    const __m512 k = _mm512_setzero_ps();
    MAP(same)
}

void fill(float value, float *restrict y, long n) {
    const __m512 v = _mm512_set1_ps(value);
    long i = head(y, n);
    _mm512_mask_storeu_ps(y, first(i), v);
    if (n >= STREAM) {
        for (; i + 16 <= n; i += 16) {
            _mm512_stream_ps(y + i, v);
        }
        _mm_sfence();
    } else {
        for (; i + 16 <= n; i += 16) {
            _mm512_store_ps(y + i, v);
        }
    }
    _mm512_mask_storeu_ps(y + i, first(n - i), v);
}

/* n multiply-adds in registers: x becomes a x + b, in as many chains as hide their latency. */
float multiply_add(float a, float b, long n) {
    const __m512 as = _mm512_set1_ps(a), bs = _mm512_set1_ps(b);
    __m512 chains[12];
    for (int k = 0; k < 12; k++) {
        chains[k] = _mm512_set1_ps(b);
    }
    for (long i = 0; i < n; i += 16 * 12) {
#pragma GCC unroll 12
        for (int k = 0; k < 12; k++) {
            chains[k] = _mm512_fmadd_ps(as, chains[k], bs);
        }
    }
    for (int k = 1; k < 12; k++) {
        chains[0] = _mm512_add_ps(chains[0], chains[k]);
    }
    return _mm512_reduce_add_ps(chains[0]);
}
