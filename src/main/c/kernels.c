/*
 * What the engine computes on the CPU beside oneDNN's products of many rows, with the vector instructions of AVX-512. The Java
 * compiler makes vectors of some of it, but reads every row several times, and prefetches nothing.
 *
 * Callers: io.sentiment.network.onednn.kernels.Kernels, which documents each function. compile.sh makes the library.
 * A jlong is an address or 0; jni.h is not needed, because nothing here calls Java.
 */

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define CALL(name) __attribute__((visibility("default"))) name
#define JAVA(name) CALL(Java_io_sentiment_network_onednn_kernels_MachineCode_##name)

/* The digest of this file, which compile.sh passes: a test compares it with the file. */
CALL(const char kernels_source[]) = SOURCE_DIGEST;

/* Before the instructions are allowed: this function must run on every x86-64. */
int32_t JAVA(instructions)(void *environment, void *class) {
  __builtin_cpu_init();
  int vectors = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("fma");
  if (!vectors) {
    return 0;
  }
  return 1 | (__builtin_cpu_supports("avx512bf16") ? 2 : 0) | (__builtin_cpu_supports("avx512vnni") ? 4 : 0);
}

#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx512vnni,fma")

#define INLINE static inline __attribute__((always_inline))

enum { LANES = 16, LINE = 64 };

/* ------------------------------------------------------------------------------------------------ activations */

/*
 * The tangent of Activations.java, which names its source: tanh(x) = numerator / denominator. They are kept apart because a
 * division costs as much as seven multiplications, and a cell needs only two divisions for five tangents.
 */
typedef struct {
  __m512 numerator;
  __m512 denominator;
} Ratio;

INLINE Ratio tangent(__m512 value) {
  const __m512 limit = _mm512_set1_ps(7.90531110763549805f);
  __m512 x = _mm512_max_ps(_mm512_sub_ps(_mm512_setzero_ps(), limit), _mm512_min_ps(limit, value));
  __m512 square = _mm512_mul_ps(x, x);
  __m512 numerator =
      _mm512_fmadd_ps(_mm512_set1_ps(-2.76076847742355e-16f), square, _mm512_set1_ps(2.00018790482477e-13f));
  numerator = _mm512_fmadd_ps(numerator, square, _mm512_set1_ps(-8.60467152213735e-11f));
  numerator = _mm512_fmadd_ps(numerator, square, _mm512_set1_ps(5.12229709037114e-08f));
  numerator = _mm512_fmadd_ps(numerator, square, _mm512_set1_ps(1.48572235717979e-05f));
  numerator = _mm512_fmadd_ps(numerator, square, _mm512_set1_ps(6.37261928875436e-04f));
  numerator = _mm512_fmadd_ps(numerator, square, _mm512_set1_ps(4.89352455891786e-03f));
  __m512 denominator =
      _mm512_fmadd_ps(_mm512_set1_ps(1.19825839466702e-06f), square, _mm512_set1_ps(1.18534705686654e-04f));
  denominator = _mm512_fmadd_ps(denominator, square, _mm512_set1_ps(2.26843463243900e-03f));
  denominator = _mm512_fmadd_ps(denominator, square, _mm512_set1_ps(4.89352518554385e-03f));
  return (Ratio){_mm512_mul_ps(x, numerator), denominator};
}

/* 2·sigmoid(2x) = 1 + tanh(x): the sums of gates come halved. */
INLINE Ratio twice_sigmoid(__m512 half) {
  Ratio ratio = tangent(half);
  ratio.numerator = _mm512_add_ps(ratio.denominator, ratio.numerator);
  return ratio;
}

/* ------------------------------------------------------------------------------------------------------- LSTM */

/* What one row of a step reads and writes; every pointer is at the row's first unit. */
typedef struct {
  const float *sums;  /* [4, units] products with the earlier state, or null at the first step */
  const void *input;  /* [4, units] projection of the input */
  const float *bias;  /* [4, units], or null */
  const char *ahead;  /* the input of the row that comes next, only to be prefetched */
  float *cell;        /* [units] in and out */
  float *state;       /* [units] out */
  float sum_factor;   /* by which the sums are multiplied */
  float input_factor; /* by which the input is multiplied where there is a bias to add or numbers are fixed */
} Row;

/*
 * The numbers of a table of projections, by their bytes: bf16, whole numbers of 24 bits times a factor of the row, single
 * precision. A row of the second has the high 16 bits of all its values first and then the low bytes.
 */
enum { BRAIN = 2, FIXED = 3, SINGLE = 4 };

INLINE __m512 load_input(const void *values, int type, int units, ptrdiff_t index, __mmask16 mask) {
  if (type == SINGLE) {
    return _mm512_maskz_loadu_ps(mask, (const float *)values + index);
  }
  const uint16_t *high = (const uint16_t *)values;
  __m512i bits = _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, high + index)), 16);
  if (type == FIXED) {
    const uint8_t *low = (const uint8_t *)(high + (size_t)4 * units);
    __m512i more = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, low + index));
    /* In the upper 24 bits, for the sign, and exact in single precision. */
    return _mm512_cvtepi32_ps(_mm512_or_si512(bits, _mm512_slli_epi32(more, 8)));
  }
  return _mm512_castsi512_ps(bits);
}

/* The sum of a gate before its function. */
INLINE __m512 gate(
    const Row *row, int type, int units, int with_bias, int with_sums, ptrdiff_t index, __mmask16 mask) {
  __m512 value = load_input(row->input, type, units, index, mask);
  if (type == FIXED) {
    value = _mm512_mul_ps(value, _mm512_set1_ps(row->input_factor));
  }
  if (with_bias) {
    __m512 bias = _mm512_maskz_loadu_ps(mask, row->bias + index);
    value = _mm512_fmadd_ps(value, _mm512_set1_ps(row->input_factor), bias);
  }
  if (with_sums) {
    __m512 sum = _mm512_maskz_loadu_ps(mask, row->sums + index);
    value = _mm512_fmadd_ps(sum, _mm512_set1_ps(row->sum_factor), value);
  }
  return value;
}

/*
 * c = f·c' + i·g and h = o·tanh(c), each with one division: with f = F/2f and so on for ratios,
 * c = (F·i·g·c' + I·G·f) / 2·f·i·g.
 */
INLINE void cells(const Row *row, int units, int type, int with_bias, int with_sums, int unit, __mmask16 mask) {
  ptrdiff_t first = unit;
  Ratio new_value = tangent(gate(row, type, units, with_bias, with_sums, first, mask));
  Ratio forget = twice_sigmoid(gate(row, type, units, with_bias, with_sums, first + units, mask));
  Ratio output = twice_sigmoid(gate(row, type, units, with_bias, with_sums, first + 2 * (ptrdiff_t)units, mask));
  Ratio input = twice_sigmoid(gate(row, type, units, with_bias, with_sums, first + 3 * (ptrdiff_t)units, mask));
  __m512 half = _mm512_set1_ps(0.5f);

  __m512 earlier = _mm512_maskz_loadu_ps(mask, row->cell + unit);
  __m512 entering = _mm512_mul_ps(input.denominator, new_value.denominator);
  __m512 kept = _mm512_mul_ps(_mm512_mul_ps(forget.numerator, earlier), entering);
  __m512 added = _mm512_mul_ps(_mm512_mul_ps(input.numerator, new_value.numerator), forget.denominator);
  __m512 cell = _mm512_div_ps(
      _mm512_mul_ps(half, _mm512_add_ps(kept, added)), _mm512_mul_ps(forget.denominator, entering));
  _mm512_mask_storeu_ps(row->cell + unit, mask, cell);

  Ratio squashed = tangent(cell);
  __m512 state = _mm512_div_ps(
      _mm512_mul_ps(half, _mm512_mul_ps(output.numerator, squashed.numerator)),
      _mm512_mul_ps(output.denominator, squashed.denominator));
  _mm512_mask_storeu_ps(row->state + unit, mask, state);
}

/* The table is far larger than the caches, and no hardware guesses the next token. 16 units take a line for each byte of a number. */
INLINE void prefetch_inputs(const Row *row, int type, int unit) {
  for (int line = 0; line < type; line++) {
    _mm_prefetch(row->ahead + (ptrdiff_t)unit * 4 * type + line * LINE, _MM_HINT_T0);
  }
}

INLINE void advance(const Row *row, int units, int type, int with_bias, int with_sums) {
  int unit = 0;
  for (; unit + LANES <= units; unit += LANES) {
    prefetch_inputs(row, type, unit);
    cells(row, units, type, with_bias, with_sums, unit, 0xffff);
  }
  if (unit < units) {
    cells(row, units, type, with_bias, with_sums, unit, (__mmask16)((1u << (units - unit)) - 1));
  }
}

/* A loop of its own for each case, so that none asks inside. */
static void advance_row(const Row *row, int units, int type) {
  if (row->bias != NULL) {
    row->sums == NULL ? advance(row, units, SINGLE, 1, 0) : advance(row, units, SINGLE, 1, 1);
  } else if (type == SINGLE) {
    row->sums == NULL ? advance(row, units, SINGLE, 0, 0) : advance(row, units, SINGLE, 0, 1);
  } else if (type == FIXED) {
    row->sums == NULL ? advance(row, units, FIXED, 0, 0) : advance(row, units, FIXED, 0, 1);
  } else {
    row->sums == NULL ? advance(row, units, BRAIN, 0, 0) : advance(row, units, BRAIN, 0, 1);
  }
}

void JAVA(lstm)(
    void *environment, void *class, int32_t rows, int32_t units, int64_t sums, int64_t sum_factors, int64_t inputs,
    int32_t type, int64_t places, int64_t input_factors, int64_t bias, int64_t cells_, int64_t states, int32_t stride) {
  const int32_t *place = (const int32_t *)places;
  size_t row_bytes = (size_t)4 * units * type;
  for (int32_t index = 0; index < rows; index++) {
    size_t from = place == NULL ? (size_t)index : (size_t)place[index];
    size_t next = place == NULL ? from : (size_t)place[index + 1];
    Row row = {
        .sums = sums == 0 ? NULL : (const float *)sums + (size_t)index * 4 * units,
        .input = (const char *)inputs + from * row_bytes,
        .bias = (const float *)bias,
        .ahead = (const char *)inputs + next * row_bytes,
        .cell = (float *)cells_ + (size_t)index * units,
        .state = (float *)states + (size_t)index * stride,
        .sum_factor = sum_factors == 0 ? 1 : ((const float *)sum_factors)[index],
        .input_factor = input_factors == 0 ? 1 : ((const float *)input_factors)[from],
    };
    advance_row(&row, units, type);
  }
}

/* ---------------------------------------------------------------------------------------------- narrower rows */

/* The lanes of a row's vector that begins at a value. */
INLINE __mmask16 lanes(int width, int first) {
  return width - first >= LANES ? 0xffff : (__mmask16)((1u << (width - first)) - 1);
}

/* The value of 1 where the largest absolute value becomes a whole number. */
INLINE float scale_of(const float *values, int32_t width, float number) {
  __m512 largest = _mm512_setzero_ps();
  for (int32_t first = 0; first < width; first += LANES) {
    __m512 vector = _mm512_maskz_loadu_ps(lanes(width, first), values + first);
    largest = _mm512_max_ps(largest, _mm512_abs_ps(vector));
  }
  float maximum = _mm512_reduce_max_ps(largest);
  return maximum > 0 ? maximum / number : 1;
}

void JAVA(quantise)(
    void *environment, void *class, int32_t rows, int32_t width, int64_t source, int64_t bytes, int64_t scales) {
  for (int32_t row = 0; row < rows; row++) {
    const float *values = (const float *)source + (size_t)row * width;
    int8_t *rounded = (int8_t *)bytes + (size_t)row * width;
    float scale = scale_of(values, width, 127);
    __m512 factor = _mm512_set1_ps(1 / scale);
    ((float *)scales)[row] = scale;
    for (int32_t first = 0; first < width; first += LANES) {
      __mmask16 mask = lanes(width, first);
      __m512 vector = _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, values + first), factor);
      _mm512_mask_cvtsepi32_storeu_epi8(rounded + first, mask, _mm512_cvtps_epi32(vector));
    }
  }
}

void JAVA(round)(void *environment, void *class, int64_t count, int64_t source, int64_t rounded) {
  const float *values = (const float *)source;
  uint16_t *brain = (uint16_t *)rounded;
  for (int64_t first = 0; first < count; first += LANES) {
    __mmask16 mask = lanes(count - first < LANES ? (int)(count - first) : LANES, 0);
    __m256bh vector = _mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, values + first));
    _mm256_mask_storeu_epi16(brain + first, mask, (__m256i)vector);
  }
}

/* To the nearest, and of two to the even one: the values are finite. */
INLINE __m512i nearest_brain(__m512 values) {
  __m512i bits = _mm512_castps_si512(values);
  __m512i odd = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
  return _mm512_srli_epi32(_mm512_add_epi32(bits, _mm512_add_epi32(odd, _mm512_set1_epi32(0x7fff))), 16);
}

void JAVA(shorten)(
    void *environment, void *class, int32_t rows, int32_t width, int32_t type, int64_t source, int64_t shortened,
    int64_t factors) {
  for (int32_t row = 0; row < rows; row++) {
    const float *values = (const float *)source + (size_t)row * width;
    uint16_t *high = (uint16_t *)((char *)shortened + (size_t)row * width * type);
    uint8_t *low = (uint8_t *)(high + width);
    if (type == BRAIN) {
      for (int32_t first = 0; first < width; first += LANES) {
        __mmask16 mask = lanes(width, first);
        _mm512_mask_cvtepi32_storeu_epi16(
            high + first, mask, nearest_brain(_mm512_maskz_loadu_ps(mask, values + first)));
      }
      continue;
    }
    /* A little less than 24 bits hold: the factor is rounded, and so is the product. */
    float scale = scale_of(values, width, 0x7ffff0);
    __m512 factor = _mm512_set1_ps(1 / scale);
    /* They are read as if they had another 8 bits, see load_input. */
    ((float *)factors)[row] = scale / 256;
    for (int32_t first = 0; first < width; first += LANES) {
      __mmask16 mask = lanes(width, first);
      __m512i fixed = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_maskz_loadu_ps(mask, values + first), factor));
      _mm512_mask_cvtepi32_storeu_epi16(high + first, mask, _mm512_srai_epi32(fixed, 8));
      _mm512_mask_cvtepi32_storeu_epi8(low + first, mask, fixed);
    }
  }
}

/* ------------------------------------------------------------------------------------------ products of few rows */

/*
 * oneDNN's layout of the weights [k, n]: blocks of 64 columns, one after the other, and in each block for every group of one
 * value (fp32), two (bf16) or four (int8) of k the values of the 64 columns: four vectors of 16 columns. The weights of a
 * product of few rows are read once, from end to end, so it takes as long as the caches need to deliver them. They are
 * not prefetched here: a Zen 4 core follows such a stream by itself, and was a quarter slower with it.
 */
enum { COLUMNS = 64, VECTORS = COLUMNS / LANES, GROUP_BYTES = COLUMNS * 4 };

/* Rows that are multiplied at once: their sums, a vector of weights and a group take 21 of 32 registers. */
enum { ROWS = 4 };

/* The numbers of a product. */
enum { FP32 = 0, BF16 = 1, INT8 = 2 };

/* Bytes of the rows become unsigned, which the instruction wants: 128 more. */
static const int32_t OFFSET = (int32_t)0x80808080;

/* sum + group · weights, for 16 columns. */
INLINE __m512 add_product(int type, __m512 sum, const char *weights, int32_t group) {
  __m512i vector = _mm512_loadu_si512(weights);
  if (type == FP32) {
    return _mm512_fmadd_ps(_mm512_castsi512_ps(vector), _mm512_castsi512_ps(_mm512_set1_epi32(group)), sum);
  }
  if (type == BF16) {
    return _mm512_dpbf16_ps(sum, (__m512bh)vector, (__m512bh)_mm512_set1_epi32(group));
  }
  return _mm512_castsi512_ps(
      _mm512_dpbusd_epi32(_mm512_castps_si512(sum), _mm512_set1_epi32(group ^ OFFSET), vector));
}

/* Sums of two halves of k; of bytes they are whole numbers. */
INLINE __m512 joined(int type, __m512 sum, __m512 other) {
  return type == INT8
      ? _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(sum), _mm512_castps_si512(other)))
      : _mm512_add_ps(sum, other);
}

/* The products of some rows with a block of columns. Even and odd groups have sums of their own: one waits for the other less. */
INLINE void multiply_block(
    int type, int rows, int groups, const char *weights, const int32_t *source, const int32_t *compensation,
    const float *scales, float *sums, size_t stride) {
  __m512 even[ROWS][VECTORS];
  __m512 odd[ROWS][VECTORS];
  for (int row = 0; row < rows; row++) {
    for (int vector = 0; vector < VECTORS; vector++) {
      even[row][vector] = _mm512_setzero_ps();
      odd[row][vector] = _mm512_setzero_ps();
    }
  }
  for (int group = 0; group < groups; group += 2) {
    const char *from = weights + (size_t)group * GROUP_BYTES;
    for (int vector = 0; vector < VECTORS; vector++) {
      for (int row = 0; row < rows; row++) {
        const int32_t *values = source + (size_t)row * groups + group;
        even[row][vector] = add_product(type, even[row][vector], from + vector * LINE, values[0]);
        if (rows <= 2) {
          odd[row][vector] = add_product(type, odd[row][vector], from + GROUP_BYTES + vector * LINE, values[1]);
        } else {
          even[row][vector] = add_product(type, even[row][vector], from + GROUP_BYTES + vector * LINE, values[1]);
        }
      }
    }
  }
  for (int row = 0; row < rows; row++) {
    for (int vector = 0; vector < VECTORS; vector++) {
      __m512 sum = rows <= 2 ? joined(type, even[row][vector], odd[row][vector]) : even[row][vector];
      if (type == INT8) {
        __m512i exact = _mm512_add_epi32(
            _mm512_castps_si512(sum), _mm512_loadu_si512(compensation + vector * LANES));
        sum = _mm512_mul_ps(_mm512_cvtepi32_ps(exact), _mm512_loadu_ps(scales + vector * LANES));
      }
      _mm512_storeu_ps(sums + row * stride + vector * LANES, sum);
    }
  }
}

/*
 * The products of all rows with all blocks, some rows at a time, as many as have their sums in registers. A block stays in the
 * second cache meanwhile.
 */
INLINE void multiply_all(
    int type, int rows, int k, int n, const char *weights, const int32_t *source, const float *scales, float *sums) {
  int groups = type == FP32 ? k : type == BF16 ? k / 2 : k / 4;
  /* oneDNN has after weights of bytes what the 128 add to the sum of each column, negated. */
  const int32_t *compensation = (const int32_t *)(weights + (size_t)k * n);
  for (int column = 0; column < n; column += COLUMNS) {
    const char *block = weights + (size_t)column * groups * 4;
    for (int row = 0; row < rows; row += ROWS) {
      const int32_t *values = source + (size_t)row * groups;
      float *to = sums + (size_t)row * n + column;
      switch (rows - row) {
        case 1:
          multiply_block(type, 1, groups, block, values, compensation + column, scales + column, to, n);
          break;
        case 2:
          multiply_block(type, 2, groups, block, values, compensation + column, scales + column, to, n);
          break;
        case 3:
          multiply_block(type, 3, groups, block, values, compensation + column, scales + column, to, n);
          break;
        default:
          multiply_block(type, ROWS, groups, block, values, compensation + column, scales + column, to, n);
          break;
      }
    }
  }
}

void JAVA(multiply)(
    void *environment, void *class, int32_t type, int32_t rows, int32_t k, int32_t n, int64_t weights_, int64_t source_,
    int64_t scales_, int64_t sums_) {
  const char *weights = (const char *)weights_;
  const int32_t *source = (const int32_t *)source_;
  const float *scales = (const float *)scales_;
  float *sums = (float *)sums_;
  if (type == FP32) {
    multiply_all(FP32, rows, k, n, weights, source, scales, sums);
  } else if (type == BF16) {
    multiply_all(BF16, rows, k, n, weights, source, scales, sums);
  } else {
    multiply_all(INT8, rows, k, n, weights, source, scales, sums);
  }
}
