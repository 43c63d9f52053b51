//===- Sampler.cpp - where a running program spends its time --------------===//
//
// The signal handler may interrupt anything, so it neither allocates nor takes
// locks: stacks go into a table of fixed size, equal ones are counted together.
//
// Stacks are walked by unwind tables and not by frame pointers, because the
// runtime and the C library keep none, and much of a program's time is spent in
// them. The unwinder allocates when it meets generated code for the first time,
// and that is made to happen before the first signal.
//
// Limits: a stack is cut after maxSampledDepth calls; a signal that arrives
// while another thread writes to the table is counted as lost.
//
//===----------------------------------------------------------------------===//

#include "forge/Profile/Sampler.h"

#if defined(__linux__) && defined(__x86_64__)

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unwind.h>

using namespace forge;

// Parts of the unwinder's interface that its header leaves out.
extern "C" {
struct dwarf_eh_bases {
  void *text, *data, *function;
};
const void *_Unwind_Find_FDE(void *address, dwarf_eh_bases *bases);
void __register_frame(void *tables);
}

namespace {

/// A stack in the table; free if it was never counted.
struct Entry {
  uint64_t hash, count, nanoseconds;
  uint32_t offset; ///< into the addresses
  uint16_t depth;
  bool isCut;
};

/// What the walk over one stack collects.
struct Walk {
  const SamplerOptions &options;
  uint64_t interrupted;
  bool reachedProgram = false, isCut = false;
  unsigned depth = 0;
  uint64_t addresses[maxSampledDepth] = {};

  bool isCode(uint64_t address) const {
    return address >= options.codeBegin && address < options.codeEnd;
  }
};

} // namespace

static constexpr size_t tableSize = 1 << 16; // a power of two
static constexpr size_t roomForAddresses = size_t(1) << 23;

struct Sampler::State {
  SamplerOptions options;
  Entry *table = nullptr;
  uint64_t *addresses = nullptr;
  size_t used = 0; ///< of the addresses
  std::atomic_flag isBusy = ATOMIC_FLAG_INIT;
  std::atomic<uint64_t> lost = 0;
  uint64_t lastTime = 0;
  timer_t timer = {};
  bool isRunning = false;

  void sample(const ucontext_t &context);
  void count(const Walk &walk, uint64_t nanoseconds);
};

static std::atomic<Sampler::State *> active = nullptr;

static uint64_t processorTime() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return uint64_t(time.tv_sec) * 1'000'000'000 + uint64_t(time.tv_nsec);
}

static _Unwind_Reason_Code visitFrame(_Unwind_Context *context, void *data) {
  Walk &walk = *static_cast<Walk *>(data);
  int isExact = 0; // or behind a call
  uint64_t address = _Unwind_GetIPInfo(context, &isExact);
  // The first frames are the handler's own.
  walk.reachedProgram |= address == walk.interrupted;
  if (!walk.reachedProgram)
    return _URC_NO_REASON;
  if (!isExact)
    --address;
  if (!walk.isCode(address))
    return _URC_NO_REASON;
  if (walk.depth == maxSampledDepth) {
    walk.isCut = true;
    return _URC_END_OF_STACK;
  }
  walk.addresses[walk.depth++] = address;
  return _URC_NO_REASON;
}

/// The jumps between generated code and the runtime have no unwind tables; the
/// return address is on top of the stack there.
static void useReturnAddress(Walk &walk, const ucontext_t &context) {
  auto top = static_cast<uint64_t>(context.uc_mcontext.gregs[REG_RSP]);
  uint64_t address;
  std::memcpy(&address, reinterpret_cast<const void *>(top), sizeof(address));
  if (walk.isCode(address - 1))
    walk.addresses[walk.depth++] = address - 1;
}

void Sampler::State::count(const Walk &walk, uint64_t nanoseconds) {
  uint64_t hash = walk.isCut;
  for (unsigned i = 0; i != walk.depth; ++i)
    hash = (hash ^ walk.addresses[i]) * 0x9E3779B97F4A7C15u ^ (hash >> 29);
  for (size_t probe = 0; probe != tableSize; ++probe) {
    Entry &entry = table[(hash + probe) & (tableSize - 1)];
    if (entry.count == 0) {
      if (used + walk.depth > roomForAddresses)
        break;
      entry = {hash, 0, 0, uint32_t(used), uint16_t(walk.depth), walk.isCut};
      std::memcpy(addresses + used, walk.addresses,
                  walk.depth * sizeof(uint64_t));
      used += walk.depth;
    } else if (entry.hash != hash || entry.depth != walk.depth ||
               std::memcmp(addresses + entry.offset, walk.addresses,
                           walk.depth * sizeof(uint64_t)) != 0) {
      continue;
    }
    ++entry.count;
    entry.nanoseconds += nanoseconds;
    return;
  }
  lost.fetch_add(1, std::memory_order_relaxed);
}

void Sampler::State::sample(const ucontext_t &context) {
  if (isBusy.test_and_set(std::memory_order_acquire)) {
    lost.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  uint64_t now = processorTime();
  Walk walk{.options = options,
            .interrupted =
                static_cast<uint64_t>(context.uc_mcontext.gregs[REG_RIP])};
  _Unwind_Backtrace(visitFrame, &walk);
  if (walk.depth == 0 && walk.isCode(walk.interrupted))
    walk.addresses[walk.depth++] = walk.interrupted;
  if (walk.depth == 0)
    useReturnAddress(walk, context);
  count(walk, now - lastTime);
  // The time the walk took is not the program's.
  lastTime = processorTime();
  isBusy.clear(std::memory_order_release);
}

static void onSignal(int, siginfo_t *, void *context) {
  int error = errno;
  if (Sampler::State *state = active.load(std::memory_order_acquire))
    state->sample(*static_cast<ucontext_t *>(context));
  errno = error;
}

static void *reserve(size_t bytes) {
  void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

static void setSignalBlocked(bool blocked) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPROF);
  pthread_sigmask(blocked ? SIG_BLOCK : SIG_UNBLOCK, &signals, nullptr);
}

static llvm::Error systemError(const char *what) {
  return llvm::createStringError(llvm::Twine("cannot profile: ") + what + ": " +
                                 std::strerror(errno));
}

static _Unwind_Reason_Code visitNothing(_Unwind_Context *, void *) {
  return _URC_NO_REASON;
}

/// Lets the unwinder set itself up for generated code.
static void prepareUnwinder(const SamplerOptions &options) {
  dwarf_eh_bases bases;
  auto *code = reinterpret_cast<void *>(options.codeBegin + 1);
  if (!_Unwind_Find_FDE(code, &bases) && options.unwindTables) {
    __register_frame(reinterpret_cast<void *>(options.unwindTables));
    _Unwind_Find_FDE(code, &bases);
  }
  _Unwind_Backtrace(visitNothing, nullptr);
}

llvm::Expected<std::unique_ptr<Sampler>>
Sampler::create(const SamplerOptions &options) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->table = static_cast<Entry *>(reserve(tableSize * sizeof(Entry)));
  state->addresses =
      static_cast<uint64_t *>(reserve(roomForAddresses * sizeof(uint64_t)));
  if (!state->table || !state->addresses)
    return systemError("no memory for samples");
  prepareUnwinder(options);
  // This thread waits for the program's, which inherits the mask.
  setSignalBlocked(true);
  struct sigaction action = {};
  action.sa_sigaction = onSignal;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGPROF, &action, nullptr) != 0)
    return systemError("no signal handler");
  return std::unique_ptr<Sampler>(new Sampler(std::move(state)));
}

Sampler::Sampler(std::unique_ptr<State> state) : state(std::move(state)) {}

Sampler::~Sampler() {
  stop();
  munmap(state->table, tableSize * sizeof(Entry));
  munmap(state->addresses, roomForAddresses * sizeof(uint64_t));
}

llvm::Error Sampler::start() {
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGPROF;
  if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &state->timer) != 0)
    return systemError("no timer");
  state->isRunning = true;
  state->lastTime = processorTime();
  active.store(state.get(), std::memory_order_release);
  setSignalBlocked(false);
  long period = long(state->options.periodMicroseconds) * 1000;
  itimerspec interval = {{0, period}, {0, period}};
  if (timer_settime(state->timer, 0, &interval, nullptr) != 0)
    return systemError("no timer");
  return llvm::Error::success();
}

void Sampler::stop() {
  if (!state->isRunning)
    return;
  setSignalBlocked(true);
  timer_delete(state->timer);
  active.store(nullptr, std::memory_order_release);
  state->isRunning = false;
}

std::vector<SampledStack> Sampler::stacks() const {
  std::vector<SampledStack> result;
  for (size_t i = 0; i != tableSize; ++i) {
    const Entry &entry = state->table[i];
    if (entry.count == 0)
      continue;
    const uint64_t *first = state->addresses + entry.offset;
    result.push_back({{first, first + entry.depth},
                      entry.count,
                      entry.nanoseconds,
                      entry.isCut});
  }
  return result;
}

uint64_t Sampler::lost() const { return state->lost.load(); }

#else

using namespace forge;

struct Sampler::State {};

llvm::Expected<std::unique_ptr<Sampler>>
Sampler::create(const SamplerOptions &) {
  return llvm::createStringError(
      "cannot profile: --profile needs Linux on x86-64");
}
Sampler::Sampler(std::unique_ptr<State> state) : state(std::move(state)) {}
Sampler::~Sampler() = default;
llvm::Error Sampler::start() { return llvm::Error::success(); }
void Sampler::stop() {}
std::vector<SampledStack> Sampler::stacks() const { return {}; }
uint64_t Sampler::lost() const { return 0; }

#endif
