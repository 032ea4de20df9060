/* What bounds any operation, by hand, for AVX-512: reading, copying, filling, multiplying and adding. */
#include "avx512.h"

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
