//===- ResolveMethods.cpp - calls of methods that are known ---------------===//
//
// A call of a method on a value that is known to be of one struct becomes a
// call of the function, which can be inlined. Where the struct is not known and
// few have such a method, the call asks for each of them before it looks the
// method up.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/MethodTable.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlowFramework.h"

namespace forge {
#define GEN_PASS_DEF_RESOLVEMETHODS
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {
struct ResolveMethods : forge::impl::ResolveMethodsBase<ResolveMethods> {
  using ResolveMethodsBase::ResolveMethodsBase;
  void runOnOperation() override;
};
} // namespace

/// More structs than this make code longer than looking the method up is slow.
static constexpr size_t mostStructs = 4;

namespace {
/// A method that a call may run.
struct Candidate {
  StringRef type; ///< struct of the object
  func::FuncOp method;
  /// The embedded field that the method gets instead of the object.
  StringAttr through = {};
  unsigned slot = 0;
};
} // namespace

static CallOp createCall(OpBuilder &builder, CallMethodOp call,
                         const Candidate &candidate) {
  Location loc = call.getLoc();
  Value receiver = call.getReceiver();
  if (candidate.through)
    receiver = RecordGetOp::create(
        builder, loc, AnyType::get(builder.getContext()), receiver,
        candidate.through.getValue(), candidate.slot);
  SmallVector<Value> given = {receiver};
  llvm::append_range(given, call.getArgs());
  func::FuncOp method = candidate.method;
  return CallOp::create(
      builder, loc, method.getSymName(), method.getResultTypes().front(),
      completeArguments(builder, loc, method, /*captures=*/{}, given));
}

static void callDirectly(CallMethodOp call, const Candidate &candidate) {
  OpBuilder builder(call);
  CallOp direct = createCall(builder, call, candidate);
  call.replaceAllUsesWith(direct.getResults());
  call.erase();
}

using Candidates = SmallVector<Candidate>;

/// The structs to ask for, if that pays.
static Candidates candidatesFor(CallMethodOp call, const MethodTable &methods) {
  auto branch = dyn_cast_if_present<BrErrorOp>(call->getNextNode());
  if (!branch || branch.getError() != call.getError())
    return {};
  Candidates found;
  for (auto [type, method] : methods.findAll(call.getMethod()))
    if (!method->hasAttr(attrs::captures))
      found.push_back({type, method});
  return found.size() <= mostStructs ? found : Candidates();
}

/// Removes what is left of a call that no value gets to.
static void eraseFrom(Block *block, CallMethodOp call) {
  block->getTerminator()->erase();
  call.erase();
  block->erase();
}

/// Whether all objects of the record have a number of their own.
static bool hasKeys(Attribute record) {
  return cast<Record>(record).size() > 1;
}

/// Puts a test and a direct call for each struct before the call. The objects
/// are `known` to be of one of these structs, if that is not empty; then
/// nothing is left of the call.
static void dispatch(CallMethodOp call, const Candidates &candidates,
                     ArrayRef<Attribute> known) {
  auto branch = cast<BrErrorOp>(call->getNextNode());
  OpBuilder builder(call);
  Location loc = call.getLoc();

  // What comes after all calls: the value goes on as an argument.
  Block *block = call->getBlock(), *next = branch.getNext();
  Block *after = builder.createBlock(next);
  Value result = after->addArgument(call.getResult().getType(), loc);
  call.getResult().replaceAllUsesWith(result);
  cf::BranchOp::create(builder, branch.getLoc(), next,
                       branch.getNextOperands());
  branch.getNextOperandsMutable().assign(call.getResult());
  branch.setSuccessor(after, 1);

  Value receiver = call.getReceiver();
  for (const Candidate &candidate : candidates) {
    StringRef type = candidate.type;
    Block *rest = block->splitBlock(call);
    Block *found = builder.createBlock(rest);
    SmallVector<Attribute> records;
    for (Attribute record : known)
      if (structOf(cast<Record>(record)).getValue() == type)
        records.push_back(record);
    if (!known.empty()) {
      builder.setInsertionPointToEnd(found);
      call.getReceiverMutable().assign(NarrowOp::create(
          builder, loc, receiver.getType(), receiver,
          builder.getStrArrayAttr({"Object"}), builder.getArrayAttr(records)));
    }
    CallOp direct = createCall(builder, call, candidate);
    BrErrorOp::create(builder, branch.getLoc(), direct.getError(),
                      SmallVector<Value>(branch.getHandlerOperands()),
                      ValueRange(direct.getResult()), branch.getHandler(),
                      after);
    call.getReceiverMutable().assign(receiver);
    builder.setInsertionPointToEnd(block);
    bool isLast = &candidate == &candidates.back();
    if (!known.empty() && isLast) {
      cf::BranchOp::create(builder, loc, found);
      eraseFrom(rest, call);
      return;
    }
    bool haveNumbers = !known.empty() && llvm::all_of(records, hasKeys);
    Value isFound = haveNumbers
                        ? RecordIsOp::create(builder, loc, receiver,
                                             builder.getArrayAttr(records))
                              .getResult()
                        : FindsMethodOp::create(builder, loc, call.getMethod(),
                                                type, receiver);
    cf::CondBranchOp::create(builder, loc, isFound, found, rest);
    block = rest;
  }
}

/// The methods of all structs that the receiver can be of, if every call finds
/// them; empty if that is not known.
static Candidates knownMethods(CallMethodOp call, KindSet receiver,
                               const MethodTable &methods) {
  Candidates found;
  if (!receiver.isOnly(ValueKind::Object))
    return {};
  for (StringAttr name : receiver.structNames()) {
    Candidate candidate{name.getValue(), {}};
    SmallVector<Attribute> records;
    for (Attribute record : receiver.objectRecords()) {
      if (structOf(cast<Record>(record)) != name)
        continue;
      auto target = methods.resolve(cast<Record>(record), call.getMethod());
      if (!target.method || target.method->hasAttr(attrs::captures))
        return {};
      candidate.method = target.method;
      candidate.through = target.through;
      records.push_back(record);
    }
    if (candidate.through) {
      auto slot = slotOf(records, candidate.through);
      if (!slot)
        return {};
      candidate.slot = *slot;
    }
    found.push_back(candidate);
  }
  auto branch = dyn_cast_if_present<BrErrorOp>(call->getNextNode());
  bool isBranch = branch && branch.getError() == call.getError();
  return found.size() <= 1 || isBranch ? found : Candidates();
}

void ResolveMethods::runOnOperation() {
  SmallVector<CallMethodOp> calls;
  getOperation().walk([&](CallMethodOp call) { calls.push_back(call); });
  MethodTable methods(getOperation());
  DataFlowSolver solver;
  if (calls.empty())
    return;
  if (failed(inferTypes(getOperation(), methods, solver)))
    return signalPassFailure();
  SmallVector<std::tuple<CallMethodOp, Candidates, KindSet>> known;
  SmallVector<std::pair<CallMethodOp, Candidates>> possible;
  for (CallMethodOp call : calls) {
    const auto *state = solver.lookupState<KindLattice>(call.getReceiver());
    if (!state || !state->getValue().contains(ValueKind::Object))
      continue;
    Candidates found = knownMethods(call, state->getValue(), methods);
    if (!found.empty())
      known.push_back({call, std::move(found), state->getValue()});
    else if (found = candidatesFor(call, methods); !onlyKnown && !found.empty())
      possible.push_back({call, std::move(found)});
  }
  for (auto &[call, found, kinds] : known) {
    if (found.size() == 1) {
      callDirectly(call, found.front());
      ++numResolved;
    } else {
      dispatch(call, found, kinds.objectRecords());
      ++numDispatched;
    }
  }
  for (auto &[call, candidates] : possible)
    dispatch(call, candidates, /*known=*/{});
  numDispatched += possible.size();
}
