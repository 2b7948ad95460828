// Stands in for NVIDIA's driver and cuBLAS where there is no GPU: device memory is host memory, kernels are those of
// src/main/cuda compiled as C++, and a stream computes at once. It counts what is allocated and not yet released, knows
// which launches are legal, and fails at the call that a test names. For one thread.
#include "threads_as_loops.h"
//
#include "blocks_as_threads.h"
//
#include "../../main/cuda/kernels.cu"
#include "../../main/cuda/training.cu"
//
#include "../../main/cuda/kernels-bf16.cu"
#include "../../main/cuda/kernels-fp16.cu"
#include "../../main/cuda/persistent-bf16.cu"
#include "../../main/cuda/persistent-fp16.cu"
//
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using Work = std::function<void()>;

constexpr int INVALID_VALUE = 1;
constexpr int OUT_OF_MEMORY = 2;
constexpr int NOT_FOUND = 500;
constexpr int LAUNCH_FAILED = 719;
constexpr size_t MOST_FILLED = 1 << 20;

struct Kernel {
  const char* name;
  int sharedBytes = 48 << 10;  // that a launch may ask for
  std::function<Work(void**)> bind;  // copies the arguments, as a launch does
};

struct Graph {
  std::vector<Work> nodes;
};

struct Executable {
  Graph graph;
};

struct Loaded {
  std::string ptx;
};

struct Stream {};

// What a test sets and asks.
int devices = 1;
int capability = 90;
int multiprocessors = 132;
long memoryBytes = 1L << 40;
long failingCall = 0;
bool staysBroken = false;
long calls = 0;
long launches = 0;
long graphLaunches = 0;
long blasProducts = 0;
long launchesTogether = 0;
long unfit = 0;  // arguments that a GPU would not have forgiven

// What has been made and not been released, by address.
std::map<void*, size_t> deviceMemory;
std::set<void*> hostMemory;
std::set<void*> others;
long contexts = 0;
long usedBytes = 0;
Graph* capture = nullptr;

// Whether this call is to fail.
bool fails() {
  calls++;
  return failingCall > 0 && (staysBroken ? calls >= failingCall : calls == failingCall);
}

template <typename... Arguments, size_t... I>
Work bound(void (*kernel)(Arguments...), void** parameters, std::index_sequence<I...>) {
  return [kernel, copies = std::tuple<Arguments...>(*static_cast<Arguments*>(parameters[I])...)] {
    std::apply(kernel, copies);
  };
}

template <typename... Arguments>
Kernel of(const char* name, void (*kernel)(Arguments...)) {
  return {name, 48 << 10, [kernel](void** parameters) {
            return bound(kernel, parameters, std::index_sequence_for<Arguments...>());
          }};
}

#define KERNEL_NAMED(name) of(#name, name)
Kernel kernels[] = {
    KERNEL_NAMED(gatherTokens2), KERNEL_NAMED(gatherTokens4), KERNEL_NAMED(gatherTokens16),
    KERNEL_NAMED(gatherStates2), KERNEL_NAMED(gatherStates4), KERNEL_NAMED(gatherStates16),
    KERNEL_NAMED(product), KERNEL_NAMED(productFp16), KERNEL_NAMED(productBf16), KERNEL_NAMED(lstm),
    KERNEL_NAMED(lstmWide), KERNEL_NAMED(lstmFp16), KERNEL_NAMED(lstmFp16Wide), KERNEL_NAMED(lstmBf16),
    KERNEL_NAMED(lstmBf16Wide), KERNEL_NAMED(simple), KERNEL_NAMED(simpleWide), KERNEL_NAMED(simpleFp16),
    KERNEL_NAMED(simpleFp16Wide), KERNEL_NAMED(simpleBf16), KERNEL_NAMED(simpleBf16Wide), KERNEL_NAMED(dense),
    KERNEL_NAMED(persistent8Fp16), KERNEL_NAMED(persistent16Fp16), KERNEL_NAMED(persistent32Fp16),
    KERNEL_NAMED(persistent8Bf16), KERNEL_NAMED(persistent16Bf16), KERNEL_NAMED(persistent32Bf16),
    KERNEL_NAMED(embed), KERNEL_NAMED(join), KERNEL_NAMED(passBack), KERNEL_NAMED(lstmForward),
    KERNEL_NAMED(simpleForward), KERNEL_NAMED(lstmBackward), KERNEL_NAMED(simpleBackward),
    KERNEL_NAMED(beginStates), KERNEL_NAMED(keepStates), KERNEL_NAMED(sumColumns), KERNEL_NAMED(addChunks),
    KERNEL_NAMED(poolStates), KERNEL_NAMED(answer), KERNEL_NAMED(denseGradient), KERNEL_NAMED(meanLoss),
    KERNEL_NAMED(addPlaces), KERNEL_NAMED(addSegments), KERNEL_NAMED(perturbation), KERNEL_NAMED(squares),
    KERNEL_NAMED(adam), KERNEL_NAMED(readable), KERNEL_NAMED(dropWeights), KERNEL_NAMED(dropGradients),
    KERNEL_NAMED(transpose), KERNEL_NAMED(matrices), KERNEL_NAMED(nextToken)};

void submit(Work work) {
  if (capture) {
    capture->nodes.push_back(std::move(work));
  } else {
    work();
  }
}

template <typename T>
T* made(T* object) {
  others.insert(object);
  return object;
}

template <typename T>
bool released(T* object) {
  if (others.erase(object) == 0) {
    unfit++;
    return false;
  }
  delete object;
  return true;
}

// Whether the bytes lie in one allocation of the device.
bool isDevice(uint64_t address, size_t bytes) {
  auto next = deviceMemory.upper_bound(reinterpret_cast<void*>(address));
  if (next == deviceMemory.begin()) return false;
  auto [start, size] = *std::prev(next);
  return address + bytes <= reinterpret_cast<uint64_t>(start) + size;
}

}  // namespace

// What a test says and asks.
extern "C" {
void standInReset() {
  devices = 1;
  capability = 90;
  multiprocessors = 132;
  launchesTogether = 0;
  memoryBytes = 1L << 40;
  failingCall = calls = launches = graphLaunches = blasProducts = unfit = 0;
  staysBroken = false;
}
void standInDevices(int count, int ofCapability) {
  devices = count;
  capability = ofCapability;
}
void standInMultiprocessors(int count) { multiprocessors = count; }
long standInLaunchesTogether() { return launchesTogether; }
void standInMemory(long bytes) { memoryBytes = bytes; }
void standInFailAt(long call, int forGood) {
  failingCall = call;
  staysBroken = forGood;
  calls = 0;
}
long standInCalls() { return calls; }
long standInLaunches() { return launches; }
long standInGraphLaunches() { return graphLaunches; }
long standInBlasProducts() { return blasProducts; }
long standInUnfit() { return unfit; }
long standInAlive() { return deviceMemory.size() + hostMemory.size() + others.size() + contexts; }
long standInBytes() { return usedBytes; }
}

#define ENTRY extern "C" int
#define FAIL_IF_TOLD \
  if (fails()) return LAUNCH_FAILED
// A release whose status tells of an earlier failure has released all the same.
#define STATUS_OF_RELEASE fails() ? LAUNCH_FAILED : 0

extern "C" int cuGetErrorName(int status, const char** name) {
  *name = status == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY"
          : status == NOT_FOUND   ? "CUDA_ERROR_NOT_FOUND"
          : status == LAUNCH_FAILED ? "CUDA_ERROR_LAUNCH_FAILED"
                                    : "CUDA_ERROR_INVALID_VALUE";
  return 0;
}

ENTRY cuInit(int) {
  FAIL_IF_TOLD;
  return 0;
}
ENTRY cuDeviceGetCount(int* count) {
  FAIL_IF_TOLD;
  *count = devices;
  return 0;
}
ENTRY cuDeviceGet(int* device, int ordinal) {
  FAIL_IF_TOLD;
  *device = ordinal;
  return ordinal < devices ? 0 : INVALID_VALUE;
}
ENTRY cuDeviceGetName(char* name, int size, int) {
  FAIL_IF_TOLD;
  strncpy(name, "Stand-in", size);
  return 0;
}
ENTRY cuDeviceGetAttribute(int* value, int attribute, int) {
  FAIL_IF_TOLD;
  *value = attribute == 75 ? capability / 10 : attribute == 76 ? capability % 10
           : attribute == 16 ? multiprocessors
           : attribute == 95 ? 1        // cooperative launches
           : attribute == 97 ? 227 << 10  // shared memory of a block that asks for it
                             : 0;
  return 0;
}
ENTRY cuDeviceTotalMem_v2(size_t* bytes, int) {
  FAIL_IF_TOLD;
  *bytes = memoryBytes;
  return 0;
}
ENTRY cuDevicePrimaryCtxRetain(void** context, int) {
  FAIL_IF_TOLD;
  *context = &contexts;
  contexts++;
  return 0;
}
ENTRY cuDevicePrimaryCtxRelease_v2(int) {
  contexts--;
  return STATUS_OF_RELEASE;
}
ENTRY cuCtxSetCurrent(void*) {
  FAIL_IF_TOLD;
  return 0;
}
ENTRY cuMemAlloc_v2(uint64_t* memory, size_t bytes) {
  FAIL_IF_TOLD;
  if (bytes == 0) return INVALID_VALUE;
  if (usedBytes + (long)bytes > memoryBytes) return OUT_OF_MEMORY;
  void* address = malloc(bytes);
  // Not a number: what nobody has written must not be read. Workspaces of cuBLAS are larger than anything else.
  memset(address, 0xff, bytes < MOST_FILLED ? bytes : MOST_FILLED);
  deviceMemory[address] = bytes;
  usedBytes += bytes;
  *memory = reinterpret_cast<uint64_t>(address);
  return 0;
}
ENTRY cuMemFree_v2(uint64_t memory) {
  auto found = deviceMemory.find(reinterpret_cast<void*>(memory));
  if (found == deviceMemory.end()) {
    unfit++;
    return INVALID_VALUE;
  }
  usedBytes -= found->second;
  free(found->first);
  deviceMemory.erase(found);
  return STATUS_OF_RELEASE;
}
ENTRY cuMemHostAlloc(void** memory, size_t bytes, int) {
  FAIL_IF_TOLD;
  *memory = malloc(bytes);
  hostMemory.insert(*memory);
  return 0;
}
ENTRY cuMemFreeHost(void* memory) {
  if (hostMemory.erase(memory) == 0) {
    unfit++;
    return INVALID_VALUE;
  }
  free(memory);
  return STATUS_OF_RELEASE;
}
ENTRY cuMemcpyHtoDAsync_v2(uint64_t to, const void* from, size_t bytes, void*) {
  FAIL_IF_TOLD;
  if (!isDevice(to, bytes)) return unfit++, INVALID_VALUE;
  submit([=] { memcpy(reinterpret_cast<void*>(to), from, bytes); });
  return 0;
}
ENTRY cuMemcpyDtoHAsync_v2(void* to, uint64_t from, size_t bytes, void*) {
  FAIL_IF_TOLD;
  if (!isDevice(from, bytes)) return unfit++, INVALID_VALUE;
  submit([=] { memcpy(to, reinterpret_cast<void*>(from), bytes); });
  return 0;
}
ENTRY cuMemsetD32Async(uint64_t memory, unsigned value, size_t count, void*) {
  FAIL_IF_TOLD;
  if (!isDevice(memory, 4 * count)) return unfit++, INVALID_VALUE;
  submit([=] {
    unsigned* words = reinterpret_cast<unsigned*>(memory);
    for (size_t i = 0; i < count; i++) words[i] = value;
  });
  return 0;
}

// Kernels that train store words of 16 bits in bf16 alone; a stand-in has those of one precision.
bool trainsAsCompiled(const char* image) {
#ifdef BF16
  bool half = true;
#else
  bool half = false;
#endif
  return !strstr(image, ".entry lstmForward(") || half == (strstr(image, "st.global.u16") != nullptr);
}
ENTRY cuModuleLoadData(void** module, const char* image) {
  FAIL_IF_TOLD;
  if (!strstr(image, ".version 7.0") || !trainsAsCompiled(image)) return unfit++, INVALID_VALUE;
  *module = made(new Loaded{image});
  return 0;
}
ENTRY cuModuleUnload(Loaded* module) {
  released(module);
  return STATUS_OF_RELEASE;
}
ENTRY cuModuleGetFunction(Kernel** function, Loaded* module, const char* name) {
  FAIL_IF_TOLD;
  if (module->ptx.find(std::string(".entry ") + name + "(") == std::string::npos) return NOT_FOUND;
  for (Kernel& kernel : kernels) {
    if (!strcmp(kernel.name, name)) {
      *function = &kernel;
      return 0;
    }
  }
  return NOT_FOUND;
}
ENTRY cuLaunchKernel(Kernel* kernel, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                     unsigned blockZ, unsigned, void*, void** parameters, void**) {
  FAIL_IF_TOLD;
  if (gridX == 0 || gridX > 2147483647u || gridY == 0 || gridY > 65535 || gridZ != 1 || blockX != THREADS || blockY != 1 ||
      blockZ != 1) {
    return unfit++, INVALID_VALUE;
  }
  launches++;
  Work block = kernel->bind(parameters);
  submit([=] {
    for (unsigned y = 0; y < gridY; y++) {
      for (unsigned x = 0; x < gridX; x++) {
        blockIdx = {(int)x, (int)y, 0};
        block();
      }
    }
  });
  return 0;
}

ENTRY cuFuncSetAttribute(Kernel* kernel, int attribute, int value) {
  FAIL_IF_TOLD;
  if (attribute != 8 || value > 227 << 10) return unfit++, INVALID_VALUE;
  kernel->sharedBytes = value;
  return 0;
}
ENTRY cuLaunchCooperativeKernel(Kernel* kernel, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                                unsigned blockY, unsigned blockZ, unsigned sharedBytes, void*, void** parameters) {
  FAIL_IF_TOLD;
  if (capture || gridX == 0 || gridX > (unsigned)multiprocessors || gridY != 1 || gridZ != 1 || blockX != THREADS ||
      blockY != 1 || blockZ != 1 || sharedBytes > (unsigned)kernel->sharedBytes) {
    return unfit++, INVALID_VALUE;
  }
  launchesTogether++;
  Work block = kernel->bind(parameters);
  std::vector<std::thread> blocks;
  for (unsigned x = 0; x < gridX; x++) {
    blocks.emplace_back([=] {
      std::vector<Pack<unsigned, 4>> shared(sharedBytes / sizeof(Pack<unsigned, 4>) + 1);
      sharedOfBlock = reinterpret_cast<unsigned char*>(shared.data());
      blockIdx = {(int)x, 0, 0};
      block();
    });
  }
  for (std::thread& thread : blocks) thread.join();
  return 0;
}

ENTRY cuStreamCreate(void** stream, unsigned) {
  FAIL_IF_TOLD;
  *stream = made(new Stream());
  return 0;
}
ENTRY cuStreamSynchronize(void*) {
  FAIL_IF_TOLD;
  if (capture) return unfit++, INVALID_VALUE;
  return 0;
}
ENTRY cuStreamDestroy_v2(Stream* stream) {
  released(stream);
  return STATUS_OF_RELEASE;
}
ENTRY cuStreamBeginCapture_v2(void*, int) {
  FAIL_IF_TOLD;
  capture = made(new Graph());
  return 0;
}
// Ends the capture and gives nothing where it fails, as the driver does.
ENTRY cuStreamEndCapture(void*, Graph** graph) {
  bool failed = fails();
  *graph = failed ? nullptr : capture;
  if (failed) released(capture);
  capture = nullptr;
  return failed ? LAUNCH_FAILED : 0;
}
#ifndef WITHOUT_GRAPHS  // as drivers before CUDA 11.4
ENTRY cuGraphInstantiateWithFlags(Executable** executable, Graph* graph, unsigned long long) {
  FAIL_IF_TOLD;
  *executable = made(new Executable{*graph});
  return 0;
}
#endif
ENTRY cuGraphLaunch(Executable* executable, void*) {
  FAIL_IF_TOLD;
  graphLaunches++;
  for (const Work& work : executable->graph.nodes) work();
  return 0;
}
ENTRY cuGraphExecDestroy(Executable* executable) {
  released(executable);
  return STATUS_OF_RELEASE;
}
ENTRY cuGraphDestroy(Graph* graph) {
  released(graph);
  return STATUS_OF_RELEASE;
}

// cuBLAS, column after column.
ENTRY cublasCreate_v2(void** handle) {
  if (fails()) return 14;
  *handle = made(new Stream());
  return 0;
}
ENTRY cublasDestroy_v2(Stream* handle) {
  released(handle);
  return fails() ? 14 : 0;
}
ENTRY cublasSetStream_v2(void*, void*) { return fails() ? 14 : 0; }
ENTRY cublasSetMathMode(void*, int) { return fails() ? 14 : 0; }
ENTRY cublasSetWorkspace_v2(void*, uint64_t workspace, size_t bytes) {
  if (!isDevice(workspace, bytes)) return unfit++, 7;
  return fails() ? 14 : 0;
}
namespace {

// As library_types.h numbers them.
constexpr int AS_FP32 = 0;
constexpr int AS_FP16 = 2;
constexpr int AS_BF16 = 14;

float read(const void* matrix, int type, long index) {
  return type == AS_FP32   ? static_cast<const float*>(matrix)[index]
         : type == AS_FP16 ? singleOf(static_cast<const Half*>(matrix)[index])
                           : singleOf(static_cast<const Brain*>(matrix)[index]);
}

// A factor, an element of which is at row + column · stride, or transposed.
struct Factor {
  const void* values;
  int type;
  int stride;
  int transposed;

  float at(long row, long column) const {
    return read(values, type, transposed ? column + row * stride : row + column * stride);
  }
};

int multiply(Factor a, Factor b, int m, int n, int k, float alpha, float beta, void* c, int typeC, int strideC) {
  if (alpha != 1 || (beta != 0 && beta != 1)) return unfit++, 7;
  if (a.stride < (a.transposed ? k : m) || b.stride < (b.transposed ? n : k) || strideC < m) return unfit++, 7;
  blasProducts++;
  submit([=] {
    for (int column = 0; column < n; column++) {
      for (int row = 0; row < m; row++) {
        float sum = 0;
        for (int i = 0; i < k; i++) sum += a.at(row, i) * b.at(i, column);
        long at = (long)column * strideC + row;
        if (beta != 0) sum += read(c, typeC, at);
        if (typeC == AS_FP32) {
          static_cast<float*>(c)[at] = sum;
        } else {
          store(static_cast<Half*>(c) + at, sum);
        }
      }
    }
  });
  return 0;
}

}  // namespace

ENTRY cublasSgemm_v2(void*, int transA, int transB, int m, int n, int k, const float* alpha, const float* a, int strideA,
                     const float* b, int strideB, const float* beta, float* c, int strideC) {
  if (fails()) return 14;
  return multiply({a, AS_FP32, strideA, transA}, {b, AS_FP32, strideB, transB}, m, n, k, *alpha, *beta, c, AS_FP32, strideC);
}
ENTRY cublasGemmEx(void*, int transA, int transB, int m, int n, int k, const float* alpha, const void* a, int typeA,
                   int strideA, const void* b, int typeB, int strideB, const float* beta, void* c, int typeC, int strideC,
                   int computeType, int algorithm) {
  if (fails()) return 14;
  if (typeA != typeB || computeType != 68 || algorithm != -1) return unfit++, 7;
  if (typeA == AS_BF16 && capability < 80) return unfit++, 8;
  if (typeC != AS_FP32 && !(typeA == AS_FP16 && typeC == AS_FP16)) return unfit++, 15;
  return multiply({a, typeA, strideA, transA}, {b, typeB, strideB, transB}, m, n, k, *alpha, *beta, c, typeC, strideC);
}
