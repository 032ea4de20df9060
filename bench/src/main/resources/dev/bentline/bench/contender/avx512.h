/* Loops over arrays by hand, for AVX-512. Writes that do not fit in the caches go past them. */
#include <immintrin.h>
#include <stdint.h>

/* Floats of an output beyond the L2 cache: from here on a store that reads its cache line first costs half as much again. */
#define STREAM (1L << 18)

/* The first n lanes, of up to 16. */
static inline __mmask16 first(long n) {
    return n >= 16 ? 0xffff : (__mmask16)((1u << n) - 1);
}

/* Lanes until a pointer is aligned to a vector, but at most n. */
static inline long head(const float *p, long n) {
    const long lanes = (long)((64 - ((uintptr_t)p & 63)) & 63) / 4;
    return lanes < n ? lanes : n;
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
