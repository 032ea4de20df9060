/*
 * The operations in plain C, in the form the compiler vectorises best: the baseline the engine is measured against.
 * The worked example's two nodes get loops of their own with every weight in a register; wider networks go tile by
 * tile, nodes outside and dosages inside, like the engine's. Sums are kept in float, which is what -ffast-math
 * spreads over vector lanes.
 */
#include <math.h>

#include "network.h"

/* Dosages whose z stays in vector registers while the nodes pass: 128 took 10% less than 64 and 25% less than 32. */
#define TILE 128
#define BLOCK 1024

static inline float relu(float p) {
    return p > 0.0f ? p : 0.0f;
}

static inline float softplus_of(float p) {
    return relu(p) + log1pf(expf(-fabsf(p)));
}

/* z of one dosage; for what does not fill a tile. */
static inline float weigh_one(const struct network *net, float x) {
    float z = net->c;
    for (int h = 0; h < net->width; h++) {
        z += net->v[h] * relu(net->w[h] * x + net->b[h]);
    }
    return z;
}

static inline void weigh_tile(const struct network *net, const float *restrict x, float *restrict z) {
    float sum[TILE];
    for (int k = 0; k < TILE; k++) {
        sum[k] = net->c;
    }
    for (int h = 0; h < net->width; h++) {
        const float w = net->w[h], b = net->b[h], v = net->v[h];
        for (int k = 0; k < TILE; k++) {
            sum[k] += v * relu(w * x[k] + b);
        }
    }
    for (int k = 0; k < TILE; k++) {
        z[k] = sum[k];
    }
}

static void weigh(const struct network *net, const float *restrict x, float *restrict z, long n) {
    long i = 0;
    for (; i + TILE <= n; i += TILE) {
        weigh_tile(net, x + i, z + i);
    }
    for (; i < n; i++) {
        z[i] = weigh_one(net, x[i]);
    }
}

static void forward_two(const struct network *net, const float *restrict x, float *restrict y, long n) {
    const float w0 = net->w[0], b0 = net->b[0], v0 = net->v[0];
    const float w1 = net->w[1], b1 = net->b[1], v1 = net->v[1], c = net->c;
    for (long i = 0; i < n; i++) {
        y[i] = relu(c + v0 * relu(w0 * x[i] + b0) + v1 * relu(w1 * x[i] + b1));
    }
}

void forward(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
             float *restrict y, long n) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        forward_two(&net, x, y, n);
        return;
    }
    for (long at = 0; at < n; at += BLOCK) {
        const long m = n - at < BLOCK ? n - at : BLOCK;
        float z[BLOCK];
        weigh(&net, x + at, z, m);
        for (long k = 0; k < m; k++) {
            y[at + k] = relu(z[k]);
        }
    }
}

static void derivative_two(const struct network *net, const float *restrict x, float *restrict s, long n) {
    const float w0 = net->w[0], b0 = net->b[0], v0 = net->v[0], vw0 = v0 * w0;
    const float w1 = net->w[1], b1 = net->b[1], v1 = net->v[1], vw1 = v1 * w1, c = net->c;
    for (long i = 0; i < n; i++) {
        const float p0 = w0 * x[i] + b0, p1 = w1 * x[i] + b1;
        const float z = c + v0 * relu(p0) + v1 * relu(p1);
        const float slope = (p0 > 0.0f ? vw0 : 0.0f) + (p1 > 0.0f ? vw1 : 0.0f);
        s[i] = z > 0.0f ? slope : 0.0f;
    }
}

static inline void slope_tile(const struct network *net, const float *restrict x, float *restrict s) {
    float z[TILE], slope[TILE];
    for (int k = 0; k < TILE; k++) {
        z[k] = net->c;
        slope[k] = 0.0f;
    }
    for (int h = 0; h < net->width; h++) {
        const float w = net->w[h], b = net->b[h], v = net->v[h], vw = v * w;
        for (int k = 0; k < TILE; k++) {
            const float p = w * x[k] + b;
            z[k] += v * relu(p);
            slope[k] += p > 0.0f ? vw : 0.0f;
        }
    }
    for (int k = 0; k < TILE; k++) {
        s[k] = z[k] > 0.0f ? slope[k] : 0.0f;
    }
}

void derivative(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
                float *restrict s, long n) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        derivative_two(&net, x, s, n);
        return;
    }
    long i = 0;
    for (; i + TILE <= n; i += TILE) {
        slope_tile(&net, x + i, s + i);
    }
    for (; i < n; i++) {
        float z = c, slope = 0.0f;
        for (int h = 0; h < width; h++) {
            const float p = w[h] * x[i] + b[h];
            z += v[h] * relu(p);
            slope += p > 0.0f ? v[h] * w[h] : 0.0f;
        }
        s[i] = z > 0.0f ? slope : 0.0f;
    }
}

static void gradient_two(const struct network *net, const float *restrict x, const float *restrict t, long n,
                         double *restrict out) {
    const float w0 = net->w[0], b0 = net->b[0], v0 = net->v[0];
    const float w1 = net->w[1], b1 = net->b[1], v1 = net->v[1], c = net->c;
    float loss = 0, sum = 0, s00 = 0, s01 = 0, s10 = 0, s11 = 0;
    for (long i = 0; i < n; i++) {
        const float p0 = w0 * x[i] + b0, p1 = w1 * x[i] + b1;
        const float z = c + v0 * relu(p0) + v1 * relu(p1);
        const float residual = relu(z) - t[i];
        const float d = z > 0.0f ? 2.0f * residual : 0.0f, dx = d * x[i];
        loss += residual * residual;
        sum += d;
        s00 += p0 > 0.0f ? d : 0.0f;
        s01 += p0 > 0.0f ? dx : 0.0f;
        s10 += p1 > 0.0f ? d : 0.0f;
        s11 += p1 > 0.0f ? dx : 0.0f;
    }
    out[0] = loss;
    out[1] = sum;
    finish_node(net, 0, s00, s01, out);
    finish_node(net, 1, s10, s11, out);
}

/* d and d*x of a block; returns its loss and adds the sum of d. */
static float upstream(const float *restrict x, const float *restrict t, const float *restrict z, float *restrict d,
                      float *restrict dx, long n, float *restrict sum) {
    float loss = 0, total = 0;
    for (long k = 0; k < n; k++) {
        const float residual = relu(z[k]) - t[k];
        d[k] = z[k] > 0.0f ? 2.0f * residual : 0.0f;
        dx[k] = d[k] * x[k];
        loss += residual * residual;
        total += d[k];
    }
    *sum = total;
    return loss;
}

static void node(float w, float b, const float *restrict x, const float *restrict d, const float *restrict dx, long n,
                 float *restrict sums) {
    float s0 = 0, s1 = 0;
    for (long k = 0; k < n; k++) {
        const float p = w * x[k] + b;
        s0 += p > 0.0f ? d[k] : 0.0f;
        s1 += p > 0.0f ? dx[k] : 0.0f;
    }
    sums[0] += s0;
    sums[1] += s1;
}

void gradient(int width, const float *w, const float *b, const float *v, float c, const float *restrict x,
              const float *restrict t, long n, double *restrict out) {
    const struct network net = {width, w, b, v, c};
    if (width == 2) {
        gradient_two(&net, x, t, n, out);
        return;
    }
    /*
     * Written out here and not as calls of node(), gcc 12 runs 16 nodes side by side: 101 against 133 ns a dosage at
     * 1024 nodes. It leaves the odd nodes to scalar branches (14 against 2.6 ns at 19 nodes), so those are node()'s.
     */
    const int whole = width - width % 16;
    float z[BLOCK], d[BLOCK], dx[BLOCK], sums[2 * width];
    for (int h = 0; h < 2 * width; h++) {
        sums[h] = 0;
    }
    out[0] = 0;
    out[1] = 0;
    for (long at = 0; at < n; at += BLOCK) {
        const float *restrict xj = x + at;
        const int m = n - at < BLOCK ? n - at : BLOCK;
        float sum;
        weigh(&net, xj, z, m);
        out[0] += upstream(xj, t + at, z, d, dx, m, &sum);
        out[1] += sum;
        for (int h = 0; h < whole; h++) {
            float s0 = 0, s1 = 0;
            for (int k = 0; k < m; k++) {
                const float p = w[h] * xj[k] + b[h];
                s0 += p > 0.0f ? d[k] : 0.0f;
                s1 += p > 0.0f ? dx[k] : 0.0f;
            }
            sums[2 * h] += s0;
            sums[2 * h + 1] += s1;
        }
        for (int h = whole; h < width; h++) {
            node(w[h], b[h], xj, d, dx, m, sums + 2 * h);
        }
    }
    for (int h = 0; h < width; h++) {
        finish_node(&net, h, sums[2 * h], sums[2 * h + 1], out);
    }
}

/* Two softplus nodes and an identity output; with -ffast-math gcc calls the vector expf and log1pf of libmvec. */
void softplus(const float *w, const float *b, const float *v, float c, const float *restrict x, float *restrict y,
              long n) {
    const float w0 = w[0], b0 = b[0], v0 = v[0], w1 = w[1], b1 = b[1], v1 = v[1];
    for (long i = 0; i < n; i++) {
        y[i] = c + v0 * softplus_of(w0 * x[i] + b0) + v1 * softplus_of(w1 * x[i] + b1);
    }
}
