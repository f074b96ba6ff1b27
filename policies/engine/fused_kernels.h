#pragma once
// The arithmetic of the fused engine, compiled three times for x86-64-v2, -v3 and -v4 and chosen at
// run time. The files that include fused_kernels.inc must contain nothing else. If they
// instantiated a template of Eigen or std, the linker could use that instance in the whole program,
// which would then fail on machines without these instructions.

namespace streambed {

// W [outputs, inputs] as a sequence of panels, each a few outputs wide: for every input, one row of
// the panel's weights. Panels are as wide as the kernel wants them; the last ones may be narrower.
struct PackedMatrix {
  const void* weights = nullptr;  // float, or IEEE half where `half` says so; 64-byte aligned
  const float* bias = nullptr;    // `outputs` floats
  int inputs = 0;
  int outputs = 0;  // a multiple of kFusedLanes
  bool half = false;
};

// All sizes are padded to this many floats.
constexpr int kFusedLanes = 16;
// Matrices with at most this many outputs are summed in kFusedChains independent sums, because each
// addition to a single sum would wait for the one before. Wider matrices have enough outputs to
// keep the processor busy.
constexpr int kFusedNarrow = 32;
constexpr int kFusedChains = 4;

struct FusedKernels {
  const char* isa;
  int panel;   // widest panel, in outputs
  bool halfs;  // can it read halfs?

  // For every row r: y[r] = W x[r] + bias, or y[r] + W x[r] + bias. Rows lie x_stride and y_stride
  // floats apart; y is 64-byte aligned. Each output is summed in the same order for any number of
  // rows, so that a batched call returns the same bits as single ones.
  void (*multiply)(const PackedMatrix& matrix, const float* x, int x_stride, float* y, int y_stride,
                   int rows, bool add);

  // y = y / (1 + exp(-y)); count is a multiple of kFusedLanes.
  void (*silu)(float* y, int count);

  // y = silu((1 + scale) * norm(y) + shift), norm over the first `count` entries (zero mean, unit
  // variance, epsilon 1e-5 as in torch). scale and shift are the sums of a time and an observation
  // part, each `padded` floats of scale, then of shift.
  void (*norm_film_silu)(float* y, int count, int padded, const float* time_part,
                         const float* observation_part);

  // Reads `bytes` (a multiple of 512) and returns something that depends on all of them: the
  // bench's measure of how fast weights can be read at all.
  float (*read)(const void* memory, long bytes);
};

const FusedKernels& fused_kernels_v2();
const FusedKernels& fused_kernels_v3();
const FusedKernels& fused_kernels_v4();

}  // namespace streambed
