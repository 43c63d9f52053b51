//===- TieredProgram.cpp - code that is optimized while it runs -----------===//
//
// Two threads: the program's, which enters through the two functions that cheap
// code calls, and one that compiles, started when something becomes hot. The
// first puts entries into a queue; the second compiles all that are there
// as one module, publishes their addresses, and when nothing is left to do
// compiles the whole program for the cache.
//
// What the program's thread asked for comes with the functions that seem warm,
// so that a program has few such rounds. For a hot loop, that is the outermost
// loop around it that goes round regularly: it is worth waiting for a little,
// as all loops inside of it are then entered as usual. Each entry at a loop is
// a copy of the function, so there is only one at a time.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/TieredProgram.h"
#include "TierChecks.h"
#include "TierData.h"
#include "TierModule.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/Target.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace forge;

/// Rounds of an outer loop that make another one likely.
static constexpr int64_t regularRounds = 2;
/// Rounds of an inner loop that may pass until that comes.
static constexpr unsigned patience = 2000;
/// What has a part of this size of the count that makes hot seems warm.
static constexpr int64_t warmPart = 8;
static constexpr int64_t never = std::numeric_limits<int64_t>::max();

class TieredProgram::Compiler {
public:
  Compiler(Jit &jit, llvm::StringRef bitcode, TierOptions options)
      : jit(jit), bitcode(bitcode), options(std::move(options)) {}
  ~Compiler();

  llvm::Error define();
  llvm::Error attach();
  Counts counts() const;

private:
  // On the program's thread.
  static void *hotFunction(Compiler *compiler, uint64_t index);
  static void *hotLoop(Compiler *compiler, uint64_t index);
  void notice();
  void requestFunction(uint64_t index);
  void requestLoop(uint64_t index);
  void dropWaitingLoops();
  void submit();
  uint64_t bestLoop(uint64_t index) const;
  void *codeOf(uint64_t function) const {
    return std::atomic_ref(data->functionCode[function])
        .load(std::memory_order_acquire);
  }

  // On the other thread.
  void work();
  bool compileEntries(std::vector<TierEntry> &entries);
  bool compileWhole();
  std::unique_ptr<llvm::Module> parse(llvm::LLVMContext &context);
  llvm::Error link(llvm::Module &module, const llvm::StringMap<size_t> &shared);
  bool publish(llvm::ArrayRef<TierEntry> entries);

  Jit &jit;
  llvm::StringRef bitcode;
  TierOptions options;
  TierData *data = nullptr;

  // Of the program's thread.
  std::vector<bool> functionRequested, loopRequested;
  std::vector<int64_t> chosenLoop; ///< to enter for each that is hot
  std::vector<unsigned> waited;    ///< how many rounds of each for that
  std::vector<TierEntry> requests;
  unsigned noticed = 0;

  // Of the other thread.
  std::unique_ptr<llvm::TargetMachine> machine;
  std::vector<bool> sharedDefined;
  unsigned round = 0;

  // Of both.
  std::mutex mutex; ///< protects queue and isBusy
  std::condition_variable wake, done;
  std::vector<TierEntry> queue;
  bool isBusy = false;
  std::atomic<bool> isStopping = false, hasFailed = false;
  /// Ends the compilation of the whole program: something else is wanted.
  std::atomic<bool> isInterrupted = false;
  std::vector<std::atomic<void *>> loopCode;
  std::atomic<unsigned> published = 0;
  std::atomic<unsigned> compilations = 0, functionsReplaced = 0,
                        loopsEntered = 0;
  std::thread thread;
};

//===----------------------------------------------------------------------===//
// Setting up
//===----------------------------------------------------------------------===//

TieredProgram::Compiler::~Compiler() {
  if (!thread.joinable())
    return;
  {
    std::lock_guard lock(mutex);
    isStopping = isInterrupted = true;
  }
  wake.notify_one();
  thread.join();
}

llvm::Error TieredProgram::Compiler::define() {
  return jit.define({
      {hotFunctionName, reinterpret_cast<void *>(hotFunction)},
      {hotLoopName, reinterpret_cast<void *>(hotLoop)},
  });
}

llvm::Error TieredProgram::Compiler::attach() {
  auto address = jit.lookup(tierDataName);
  if (!address)
    return address.takeError();
  data = address->toPtr<TierData *>();
  data->owner = this;
  int64_t count = options.neverHot ? never : int64_t(options.hotAfter);
  std::fill_n(data->functionCounters, data->functions, count);
  std::fill_n(data->loopCounters, data->loops, count);
  functionRequested.resize(data->functions);
  loopRequested.resize(data->loops);
  chosenLoop.resize(data->loops, noLoop);
  waited.resize(data->loops);
  loopCode = std::vector<std::atomic<void *>>(data->loops);
  sharedDefined.resize(data->shared);
  return llvm::Error::success();
}

TieredProgram::Counts TieredProgram::Compiler::counts() const {
  return {compilations, functionsReplaced, loopsEntered};
}

//===----------------------------------------------------------------------===//
// The program's thread
//===----------------------------------------------------------------------===//

/// Has functions and loops with new code ask for it when they are reached next.
void TieredProgram::Compiler::notice() {
  if (hasFailed) {
    std::fill_n(data->functionCounters, data->functions, never);
    std::fill_n(data->loopCounters, data->loops, never);
    return;
  }
  unsigned current = published.load(std::memory_order_acquire);
  if (noticed == current)
    return;
  noticed = current;
  for (uint64_t i = 0; i != data->functions; ++i)
    if (codeOf(i))
      data->functionCounters[i] =
          std::min<int64_t>(data->functionCounters[i], 0);
  for (uint64_t i = 0; i != data->loops; ++i)
    if (loopCode[i].load(std::memory_order_acquire))
      data->loopCounters[i] = std::min<int64_t>(data->loopCounters[i], 0);
}

void TieredProgram::Compiler::requestFunction(uint64_t index) {
  if (functionRequested[index])
    return;
  functionRequested[index] = true;
  requests.push_back({TierEntry::Kind::Function, unsigned(index), ""});
}

void TieredProgram::Compiler::requestLoop(uint64_t index) {
  if (loopRequested[index])
    return;
  loopRequested[index] = true;
  requests.push_back({TierEntry::Kind::Loop, unsigned(index), ""});
}

/// The outermost loop around a hot one that comes round again soon, as it did
/// so before; otherwise the loop itself.
uint64_t TieredProgram::Compiler::bestLoop(uint64_t index) const {
  uint64_t best = index;
  for (int64_t outer = data->loopParents[index]; outer != noLoop;
       outer = data->loopParents[outer])
    if (int64_t(options.hotAfter) - data->loopCounters[outer] >= regularRounds)
      best = uint64_t(outer);
  return best;
}

static bool isLoop(const TierEntry &entry) {
  return entry.kind == TierEntry::Kind::Loop;
}

/// Loops that still wait for their compilation have been left since, or have
/// another one in them now. They are asked for again if they go on.
void TieredProgram::Compiler::dropWaitingLoops() {
  for (const TierEntry &entry : llvm::make_filter_range(queue, isLoop))
    loopRequested[entry.index] = false;
  llvm::erase_if(queue, isLoop);
}

/// Hands the requests over, if there are any.
void TieredProgram::Compiler::submit() {
  if (!requests.empty()) {
    auto hotAfter = int64_t(options.hotAfter);
    int64_t enough = std::max<int64_t>(hotAfter / warmPart, 1);
    for (uint64_t i = 0; i != data->functions; ++i)
      if (hotAfter - data->functionCounters[i] >= enough)
        requestFunction(i);
    {
      std::lock_guard lock(mutex);
      if (llvm::any_of(requests, isLoop))
        dropWaitingLoops();
      queue.insert(queue.end(), requests.begin(), requests.end());
      isInterrupted = true;
    }
    requests.clear();
    wake.notify_one();
    if (!thread.joinable())
      thread = std::thread([this] { work(); });
  }
  if (!options.waitForHot)
    return;
  std::unique_lock lock(mutex);
  done.wait(lock, [&] { return queue.empty() && !isBusy; });
}

void *TieredProgram::Compiler::hotFunction(Compiler *compiler, uint64_t index) {
  compiler->requestFunction(index);
  compiler->submit();
  compiler->notice();
  return compiler->codeOf(index);
}

void *TieredProgram::Compiler::hotLoop(Compiler *compiler, uint64_t index) {
  int64_t &chosen = compiler->chosenLoop[index];
  if (chosen == noLoop)
    chosen = int64_t(compiler->bestLoop(index));
  // The expected round of the outer loop may be a long one.
  else if (compiler->loopCode[chosen].load(std::memory_order_acquire) &&
           ++compiler->waited[index] >= patience)
    chosen = int64_t(index);
  compiler->requestLoop(uint64_t(chosen));
  compiler->submit();
  compiler->notice();
  void *code = compiler->loopCode[index].load(std::memory_order_acquire);
  if (code)
    ++compiler->loopsEntered;
  return code;
}

//===----------------------------------------------------------------------===//
// The other thread
//===----------------------------------------------------------------------===//

void TieredProgram::Compiler::work() {
  bool isWhole = !options.onOptimized;
  std::unique_lock lock(mutex);
  while (!isStopping && !hasFailed) {
    if (queue.empty() && isWhole) {
      wake.wait(lock);
      continue;
    }
    std::vector<TierEntry> entries = std::exchange(queue, {});
    isBusy = !entries.empty();
    isInterrupted = false;
    lock.unlock();
    bool succeeded = isBusy ? compileEntries(entries) : compileWhole();
    lock.lock();
    isWhole |= !isBusy && !isInterrupted;
    hasFailed = !succeeded;
    isBusy = false;
    done.notify_all();
  }
  queue.clear();
  done.notify_all();
}

std::unique_ptr<llvm::Module>
TieredProgram::Compiler::parse(llvm::LLVMContext &context) {
  if (!machine) {
    TargetOptions target;
    target.optLevel = options.optLevel;
    target.cpu = "native";
    auto created = createTargetMachine(target);
    if (!created) {
      llvm::consumeError(created.takeError());
      return nullptr;
    }
    machine = std::move(*created);
  }
  auto module = llvm::parseBitcodeFile(
      llvm::MemoryBufferRef(bitcode, "program"), context);
  if (!module) {
    llvm::consumeError(module.takeError());
    return nullptr;
  }
  return std::move(*module);
}

bool TieredProgram::Compiler::compileEntries(std::vector<TierEntry> &entries) {
  ++compilations;
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module = parse(context);
  if (!module)
    return false;
  TierMap map(*module);
  llvm::StringMap<size_t> shared;
  // Symbols of the cheap object are found there.
  for (auto [index, value] : llvm::enumerate(map.shared))
    if (llvm::isa<llvm::Function>(value) || value->hasLocalLinkage())
      shared[sharedName(*value)] = index;
  makeTierModule(*module, map, entries, "." + std::to_string(++round));
  optimizeModule(*module, *machine, options.optLevel, &isStopping);
  if (isStopping)
    return false;
  if (round == 1 && options.onHot)
    options.onHot();
  if (llvm::Error error = link(*module, shared)) {
    llvm::consumeError(std::move(error));
    return false;
  }
  return publish(entries);
}

llvm::Error
TieredProgram::Compiler::link(llvm::Module &module,
                              const llvm::StringMap<size_t> &shared) {
  llvm::SmallVector<RuntimeSymbol> symbols;
  for (llvm::GlobalValue &value : module.global_values()) {
    auto found = shared.find(value.getName());
    if (!value.isDeclarationForLinker() || found == shared.end() ||
        sharedDefined[found->second])
      continue;
    sharedDefined[found->second] = true;
    symbols.push_back(
        {found->first().data(), data->sharedAddresses[found->second]});
  }
  if (llvm::Error error = jit.define(symbols))
    return error;
  auto object = emitToMemory(module, *machine, EmitKind::Object);
  if (!object)
    return object.takeError();
  return jit.addObject(std::make_unique<llvm::SmallVectorMemoryBuffer>(
      std::move(*object), /*RequiresNullTerminator=*/false));
}

/// From here on, cheap code finds the entries.
bool TieredProgram::Compiler::publish(llvm::ArrayRef<TierEntry> entries) {
  llvm::SmallVector<void *> code;
  for (const TierEntry &entry : entries) {
    auto address = jit.lookup(entry.name);
    if (!address) {
      llvm::consumeError(address.takeError());
      return false;
    }
    code.push_back(address->toPtr<void *>());
  }
  for (auto [entry, address] : llvm::zip_equal(entries, code)) {
    if (entry.kind == TierEntry::Kind::Function) {
      std::atomic_ref(data->functionCode[entry.index])
          .store(address, std::memory_order_release);
      ++functionsReplaced;
    } else {
      loopCode[entry.index].store(address, std::memory_order_release);
    }
  }
  published.fetch_add(1, std::memory_order_release);
  return true;
}

bool TieredProgram::Compiler::compileWhole() {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module = parse(context);
  if (!module)
    return false;
  optimizeModule(*module, *machine, options.optLevel, &isInterrupted);
  if (isInterrupted)
    return true;
  auto object = emitToMemory(*module, *machine, EmitKind::Object);
  if (!object) {
    llvm::consumeError(object.takeError());
    return false;
  }
  options.onOptimized({object->data(), object->size()});
  return true;
}

//===----------------------------------------------------------------------===//
// The interface
//===----------------------------------------------------------------------===//

void forge::makeCheapModule(llvm::Module &module) { addTierChecks(module); }

TieredProgram::TieredProgram(Jit &jit, llvm::StringRef bitcode,
                             TierOptions options)
    : compiler(std::make_unique<Compiler>(jit, bitcode, std::move(options))) {}
TieredProgram::~TieredProgram() = default;

llvm::Error TieredProgram::prepare() { return compiler->define(); }
llvm::Error TieredProgram::attach() { return compiler->attach(); }
TieredProgram::Counts TieredProgram::counts() const {
  return compiler->counts();
}
