/*
 * The ReLU operations by hand, for AVX-512: what this processor can do, and so the ceiling of every other row. The
 * functions are those of peers.c.
 */
#include "avx512.h"
#include "network.h"

/* Vectors of dosages whose z stays in registers while the nodes pass. */
#define ROWS 8
#define TILE (16 * ROWS)
/* Dosages whose x, d and d*x stay in the L1 cache while the nodes pass. */
#define BLOCK 1024
/* Dosages after which sums in float go into doubles. */
#define PART (1L << 16)
/* Nodes summed in one walk over a block. */
#define NODES 4

static inline __m512 relu(__m512 p) {
    return _mm512_max_ps(p, _mm512_setzero_ps());
}

static inline __mmask16 positive(__m512 p) {
    return _mm512_cmp_ps_mask(p, _mm512_setzero_ps(), _CMP_GT_OQ);
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
