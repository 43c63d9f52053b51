//===- Atomic.cpp - cells with atomic operations --------------------------===//
//
// Extensions, section 1.
//
//===----------------------------------------------------------------------===//

#include "SharedMembers.h"
#include "core/Errors.h"
#include "core/Memory.h"
#include "core/Reference.h"
#include "core/StringObject.h"
#include "core/Wrappers.h"

using namespace forge::rt;

namespace {

struct Atomic : Reference {
  int64_t value;
  bool isBool;

  std::string_view kind() const { return isBool ? "Bool" : "Int"; }
  Bits box(int64_t v) const { return isBool ? makeBool(v) : makeInt(v); }
};

/// Memory orderings, as bits of the sets of those that an operation allows.
enum Order : unsigned {
  Relaxed = 1,
  Acquire = 2,
  Release = 4,
  AcqRel = 8,
  SeqCst = 16,
  AnyOrder = 31,
};

} // namespace

static constexpr SharedMember members[] = {
#define FORGE_ATOMIC_MEMBER(name, parameters, symbol)                          \
  {name, invokeShared<symbol, parameters + 1>},
#include "forge/rt/NativeMembers.inc"
#undef FORGE_ATOMIC_MEMBER
};

static void visitNothing(const Header *, void *, void (*)(void *, Bits)) {}

static size_t dispose(TaskContext &, Header *) { return sizeof(Atomic); }

static Bits callMember(Context &ctx, std::string_view name, const Bits *args,
                       int64_t count, bool &found) {
  return callShared(members, ctx, name, args, count, found);
}

static constexpr ReferenceOps atomicOps = {visitNothing, dispose, callMember};

Bits forge::rt::frt_atomic(Context *ctx, Bits v) noexcept {
  if (!isInt(v) && !isBool(v))
    return raise(*ctx, "atomic() requires an Int or a Bool");
  auto *cell = allocateObject<Atomic>(*ctx, Kind::Atomic, sizeof(Atomic));
  cell->ops = {&atomicOps};
  cell->isBool = isBool(v);
  cell->value = cell->isBool ? asBool(v) : asInt(v);
  return boxPtr(cell);
}

/// The ordering that an argument names, seq_cst if it was not passed; 0 after
/// raising.
static unsigned orderOf(Context &ctx, Bits name, unsigned allowed,
                        const char *operation) {
  if (isMissing(name))
    return SeqCst;
  static constexpr struct {
    std::string_view name;
    Order order;
  } orders[] = {{"relaxed", Relaxed},
                {"acquire", Acquire},
                {"release", Release},
                {"acq_rel", AcqRel},
                {"seq_cst", SeqCst}};
  if (isString(name))
    for (const auto &[text, order] : orders)
      if (text == textOf(name) && (order & allowed))
        return order;
  raise(ctx, "memory ordering '%' is not allowed for %", name, operation);
  return 0;
}

/// What the compiler's builtins call an ordering.
static int memoryOrder(unsigned order) {
  switch (order) {
  case Relaxed:
    return __ATOMIC_RELAXED;
  case Acquire:
    return __ATOMIC_ACQUIRE;
  case Release:
    return __ATOMIC_RELEASE;
  case AcqRel:
    return __ATOMIC_ACQ_REL;
  default:
    return __ATOMIC_SEQ_CST;
  }
}

/// Whether a value is of the kind that the cell holds; raises if not.
static bool isOfKind(Context &ctx, const Atomic &cell, Bits v) {
  if (cell.isBool ? isBool(v) : isInt(v))
    return true;
  raise(ctx, "atomic cell holds %, got %", cell.kind(),
        isMissing(v) ? "nothing" : typeName(v));
  return false;
}

static int64_t rawOf(const Atomic &cell, Bits v) {
  return cell.isBool ? asBool(v) : asInt(v);
}

namespace {
enum class Change { Swap, Add, Sub, Min, Max, And, Or, Xor };
} // namespace

/// Changes the cell; the previous value.
static Bits change(Context &ctx, Bits receiver, Bits v, Bits order, Change how,
                   const char *operation) {
  auto &cell = *objectOf<Atomic>(receiver);
  bool isNumeric = how >= Change::Add && how <= Change::Max;
  if (isNumeric && cell.isBool)
    return raise(ctx, "% requires an atomic Int", operation);
  if (!isOfKind(ctx, cell, v))
    return nullBits;
  unsigned chosen = orderOf(ctx, order, AnyOrder, operation);
  if (!chosen)
    return nullBits;
  int64_t n = rawOf(cell, v), *place = &cell.value;
  auto memory = memoryOrder(chosen);
  switch (how) {
  case Change::Swap:
    return cell.box(__atomic_exchange_n(place, n, memory));
  case Change::Add:
    return cell.box(__atomic_fetch_add(place, n, memory));
  case Change::Sub:
    return cell.box(__atomic_fetch_sub(place, n, memory));
  case Change::Min:
    return cell.box(__atomic_fetch_min(place, n, memory));
  case Change::Max:
    return cell.box(__atomic_fetch_max(place, n, memory));
  case Change::And:
    return cell.box(__atomic_fetch_and(place, n, memory));
  case Change::Or:
    return cell.box(__atomic_fetch_or(place, n, memory));
  case Change::Xor:
    return cell.box(__atomic_fetch_xor(place, n, memory));
  }
  return nullBits;
}

/// Orderings for a failure that are not stronger than the one for success.
static unsigned failureOrders(unsigned success) {
  switch (success) {
  case Acquire:
  case AcqRel:
    return Relaxed | Acquire;
  case SeqCst:
    return Relaxed | Acquire | SeqCst;
  default:
    return Relaxed;
  }
}

static Bits compareExchange(Context &ctx, Bits receiver, Bits expected,
                            Bits desired, Bits success, Bits failure,
                            bool isWeak, const char *operation) {
  auto &cell = *objectOf<Atomic>(receiver);
  if (!isOfKind(ctx, cell, expected) || !isOfKind(ctx, cell, desired))
    return nullBits;
  unsigned order = orderOf(ctx, success, AnyOrder, operation);
  if (!order)
    return nullBits;
  unsigned allowed = failureOrders(order);
  unsigned otherwise = SeqCst;
  if (isMissing(failure)) {
    while (!(otherwise & allowed))
      otherwise /= 2;
  } else if (!(otherwise = orderOf(ctx, failure, allowed, operation))) {
    return nullBits;
  }
  int64_t seen = rawOf(cell, expected);
  bool done = __atomic_compare_exchange_n(
      &cell.value, &seen, rawOf(cell, desired), isWeak, memoryOrder(order),
      memoryOrder(otherwise));
  return makeWrapper(ctx, done ? Kind::Ok : Kind::Err, cell.box(seen));
}

extern "C" {

Bits frt_atomic_load(Context *ctx, Bits a, Bits order) noexcept {
  unsigned chosen = orderOf(*ctx, order, Relaxed | Acquire | SeqCst, "load");
  if (!chosen)
    return nullBits;
  auto &cell = *objectOf<Atomic>(a);
  return cell.box(__atomic_load_n(&cell.value, memoryOrder(chosen)));
}

Bits frt_atomic_store(Context *ctx, Bits a, Bits v, Bits order) noexcept {
  auto &cell = *objectOf<Atomic>(a);
  if (!isOfKind(*ctx, cell, v))
    return nullBits;
  unsigned chosen = orderOf(*ctx, order, Relaxed | Release | SeqCst, "store");
  if (chosen)
    __atomic_store_n(&cell.value, rawOf(cell, v), memoryOrder(chosen));
  return nullBits;
}

Bits frt_atomic_swap(Context *ctx, Bits a, Bits v, Bits order) noexcept {
  return change(*ctx, a, v, order, Change::Swap, "swap");
}
Bits frt_atomic_add(Context *ctx, Bits a, Bits n, Bits order) noexcept {
  return change(*ctx, a, n, order, Change::Add, "add");
}
Bits frt_atomic_sub(Context *ctx, Bits a, Bits n, Bits order) noexcept {
  return change(*ctx, a, n, order, Change::Sub, "sub");
}
Bits frt_atomic_min(Context *ctx, Bits a, Bits n, Bits order) noexcept {
  return change(*ctx, a, n, order, Change::Min, "min");
}
Bits frt_atomic_max(Context *ctx, Bits a, Bits n, Bits order) noexcept {
  return change(*ctx, a, n, order, Change::Max, "max");
}
Bits frt_atomic_band(Context *ctx, Bits a, Bits v, Bits order) noexcept {
  return change(*ctx, a, v, order, Change::And, "band");
}
Bits frt_atomic_bor(Context *ctx, Bits a, Bits v, Bits order) noexcept {
  return change(*ctx, a, v, order, Change::Or, "bor");
}
Bits frt_atomic_bxor(Context *ctx, Bits a, Bits v, Bits order) noexcept {
  return change(*ctx, a, v, order, Change::Xor, "bxor");
}

Bits frt_atomic_compare_exchange(Context *ctx, Bits a, Bits expected,
                                 Bits desired, Bits success,
                                 Bits failure) noexcept {
  return compareExchange(*ctx, a, expected, desired, success, failure, false,
                         "compare_exchange");
}

Bits frt_atomic_compare_exchange_weak(Context *ctx, Bits a, Bits expected,
                                      Bits desired, Bits success,
                                      Bits failure) noexcept {
  return compareExchange(*ctx, a, expected, desired, success, failure, true,
                         "compare_exchange_weak");
}

Bits frt_fence(Context *ctx, Bits order) noexcept {
  unsigned chosen = orderOf(*ctx, order, AnyOrder & ~Relaxed, "fence");
  if (chosen)
    __atomic_thread_fence(memoryOrder(chosen));
  return nullBits;
}

} // extern "C"
