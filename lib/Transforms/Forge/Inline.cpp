//===- Inline.cpp - inline functions and resolve known closures -----------===//
//
// Copies the bodies of small functions, and of functions that are given a
// closure, to their calls. Calls of a closure that is made in the same function
// become calls of its function, which can be inlined in turn: so a pipeline of
// `map` and `filter` becomes loops, and inference sees every use of a function
// with the types of that use.
//
// Functions are visited callees first. A function that could be active more
// than once at a time is left alone, because nested calls are counted. Builtins
// that are written in Forge are not counted, so for them only direct cycles
// matter.
//
// Operations keep telling where they came from: their location becomes a call
// site with the name of the function, from which error reports list the calls
// as if they had been made.
//
//===----------------------------------------------------------------------===//

#include "ClosureCalls.h"
#include "forge/Analysis/LoopDepths.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SCCIterator.h"

namespace forge {
#define GEN_PASS_DEF_INLINE
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

//===----------------------------------------------------------------------===//
// The call graph
//===----------------------------------------------------------------------===//

namespace {

/// A function, the meeting point of indirect calls, or the root.
struct Node {
  func::FuncOp function;
  SmallVector<Node *> callees;
};

/// Which functions can be active more than once at a time.
class Recursion {
public:
  explicit Recursion(ModuleOp module);
  /// All functions, callees first.
  ArrayRef<func::FuncOp> order() const { return functions; }
  bool isPossible(func::FuncOp function) const {
    return recursive.contains(function);
  }

private:
  void build(ModuleOp module, bool withIndirectCalls);

  SmallVector<func::FuncOp> functions;
  DenseSet<Operation *> recursive;
};

} // namespace

template <> struct llvm::GraphTraits<Node *> {
  using NodeRef = Node *;
  using ChildIteratorType = SmallVector<Node *>::iterator;
  static NodeRef getEntryNode(Node *root) { return root; }
  static ChildIteratorType child_begin(Node *node) {
    return node->callees.begin();
  }
  static ChildIteratorType child_end(Node *node) { return node->callees.end(); }
};

static bool isPrelude(func::FuncOp function) {
  return function->hasAttr(attrs::builtin);
}

/// The function values that may be captured as the callee of a call, if the
/// callee is a captured value and they are all known.
static std::optional<SmallVector<StringAttr>>
capturedCallees(CallValueOp call,
                const DenseMap<StringAttr, SmallVector<OperandRange>> &makers) {
  auto parameter = dyn_cast<BlockArgument>(call.getCallee());
  if (!parameter || !parameter.getOwner()->isEntryBlock())
    return std::nullopt;
  auto function = cast<func::FuncOp>(parameter.getOwner()->getParentOp());
  if (parameter.getArgNumber() >= captureCount(function))
    return std::nullopt;
  SmallVector<StringAttr> callees;
  for (OperandRange captured : makers.lookup(function.getSymNameAttr())) {
    auto closure =
        captured[parameter.getArgNumber()].getDefiningOp<ClosureOp>();
    if (!closure)
      return std::nullopt;
    callees.push_back(closure.getCalleeAttr().getAttr());
  }
  return callees;
}

void Recursion::build(ModuleOp module, bool withIndirectCalls) {
  // What functions capture, by function: from closures and from direct calls.
  DenseMap<StringAttr, SmallVector<OperandRange>> makers;
  module.walk([&](Operation *op) {
    if (auto call = dyn_cast<CallOp>(op))
      makers[call.getCalleeAttr().getAttr()].push_back(call.getArgs());
    else if (auto closure = dyn_cast<ClosureOp>(op))
      makers[closure.getCalleeAttr().getAttr()].push_back(
          closure.getCaptures());
  });
  llvm::MapVector<StringAttr, Node> nodes;
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isExternal())
      nodes[function.getSymNameAttr()].function = function;
  Node root, indirect;
  auto leadTo = [&](Node &from, StringAttr callee) {
    auto found = nodes.find(callee);
    if (found != nodes.end())
      from.callees.push_back(&found->second);
  };
  for (auto &[name, node] : nodes) {
    root.callees.push_back(&node);
    node.function.walk([&, &node = node](Operation *op) {
      if (auto call = dyn_cast<CallOp>(op))
        leadTo(node, call.getCalleeAttr().getAttr());
      else if (auto closure = dyn_cast<ClosureOp>(op))
        leadTo(indirect, closure.getCalleeAttr().getAttr());
      else if (!withIndirectCalls)
        return;
      else if (auto call = dyn_cast<CallValueOp>(op)) {
        auto callees = capturedCallees(call, makers);
        if (!callees)
          node.callees.push_back(&indirect);
        else
          for (StringAttr callee : *callees)
            leadTo(node, callee);
      } else if (isa<CallMethodOp>(op)) {
        node.callees.push_back(&indirect);
      }
    });
  }
  for (auto it = llvm::scc_begin(&root); !it.isAtEnd(); ++it)
    for (Node *node : *it) {
      if (!node->function)
        continue;
      if (!withIndirectCalls)
        functions.push_back(node->function);
      if (it.hasCycle() && isPrelude(node->function) != withIndirectCalls)
        recursive.insert(node->function);
    }
}

Recursion::Recursion(ModuleOp module) {
  build(module, /*withIndirectCalls=*/false);
  build(module, /*withIndirectCalls=*/true);
}

//===----------------------------------------------------------------------===//
// Inlining
//===----------------------------------------------------------------------===//

/// The branch right behind a call that asks whether it raised, or null.
static BrErrorOp branchOf(CallOp call) {
  auto branch = dyn_cast_if_present<BrErrorOp>(call->getNextNode());
  return branch && branch.getError() == call.getError() ? branch : BrErrorOp();
}

/// Puts the callee's body in the place of a call that `branchOf` knows.
static void inlineCall(CallOp call, func::FuncOp callee) {
  BrErrorOp branch = branchOf(call);
  Location callLoc = call.getLoc();
  StringRef frame = frameName(callee);
  Block *before = call->getBlock();
  Region &region = *before->getParent();
  Block *after = before->splitBlock(call);

  IRMapping mapping;
  mapping.map(callee.getArguments(), call.getArgs());
  callee.getBody().cloneInto(&region, after->getIterator(), mapping);

  SmallVector<func::ReturnOp> returns;
  for (Block &original : callee.getBody()) {
    Block *copy = mapping.lookup(&original);
    for (Operation &op : *copy)
      op.setLoc(inlinedAt(op.getLoc(), frame, callee.getLoc(), callLoc));
    OpBuilder builder(copy->getTerminator());
    if (auto ret = dyn_cast<func::ReturnOp>(copy->getTerminator())) {
      returns.push_back(ret);
    } else if (isa<PropagateOp>(copy->getTerminator())) {
      copy->getTerminator()->erase();
      builder.setInsertionPointToEnd(copy);
      cf::BranchOp::create(builder, branch.getLoc(), branch.getHandler(),
                           branch.getHandlerOperands());
    }
  }
  Value result;
  if (returns.size() == 1)
    result = returns.front().getOperand(0);
  else
    result = after->addArgument(call.getResult().getType(), callLoc);
  for (func::ReturnOp ret : returns) {
    OpBuilder builder(ret);
    cf::BranchOp::create(builder, callLoc, after,
                         returns.size() == 1 ? ValueRange()
                                             : ret.getOperands());
    ret.erase();
  }
  call.getResult().replaceAllUsesWith(result);

  OpBuilder builder(branch);
  cf::BranchOp::create(builder, branch.getLoc(), branch.getNext(),
                       branch.getNextOperands());
  branch.erase();
  call.erase();
  // The copy of the entry continues where the call was.
  Block *entry = mapping.lookup(&callee.front());
  before->getOperations().splice(before->end(), entry->getOperations());
  entry->erase();
}

namespace {

struct Inline : forge::impl::InlineBase<Inline> {
  using InlineBase::InlineBase;

  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    Recursion recursion(getOperation());
    for (func::FuncOp function : recursion.order())
      simplify(function, recursion, symbols);
    if (getContext().getRemarkEngine())
      explainCalls(recursion, symbols);
  }

private:
  void simplify(func::FuncOp function, const Recursion &recursion,
                SymbolTable &symbols);
  bool resolveClosures(func::FuncOp function, SymbolTable &symbols);
  bool mayCopy(CallOp call, func::FuncOp callee, const Recursion &recursion);
  bool pays(CallOp call, func::FuncOp callee, const Recursion &recursion);
  unsigned sizeOf(func::FuncOp function);
  void explainCalls(const Recursion &recursion, SymbolTable &symbols);

  /// Operations per function, as counted last.
  DenseMap<Operation *, unsigned> sizes;
};

} // namespace

static unsigned countOperations(func::FuncOp function) {
  unsigned count = 0;
  function.walk(
      [&](Operation *op) { count += !op->hasTrait<OpTrait::ConstantLike>(); });
  return count;
}

bool Inline::resolveClosures(func::FuncOp function, SymbolTable &symbols) {
  SmallVector<CallValueOp> calls;
  function.walk([&](CallValueOp call) {
    if (call.getCallee().getDefiningOp<ClosureOp>())
      calls.push_back(call);
  });
  for (CallValueOp call : calls) {
    auto closure = call.getCallee().getDefiningOp<ClosureOp>();
    callDirectly(call, closure,
                 symbols.lookup<func::FuncOp>(closure.getCallee()));
    ++numResolved;
  }
  return !calls.empty();
}

/// Whether the function returns an object, a Result or an Option that it makes:
/// where the call is, it may not need to be made at all.
static bool returnsNewValue(func::FuncOp function) {
  auto isNew = [](Value value) {
    Operation *op = value.getDefiningOp();
    if (auto call = dyn_cast_if_present<BuiltinOp>(op))
      return call.getName() == "Ok" || call.getName() == "Err" ||
             call.getName() == "Some";
    return isa_and_present<ObjectNewOp, StructNewOp>(op);
  };
  return llvm::any_of(function.getOps<func::ReturnOp>(), [&](auto ret) {
    Value value = ret.getOperand(0);
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || argument.getOwner()->isEntryBlock())
      return isNew(value);
    for (Block *from : argument.getOwner()->getPredecessors())
      for (Value operand : from->getTerminator()->getOperands())
        if (isNew(operand))
          return true;
    return false;
  });
}

bool Inline::mayCopy(CallOp call, func::FuncOp callee,
                     const Recursion &recursion) {
  return callee && !callee.isExternal() && !recursion.isPossible(callee) &&
         branchOf(call) && callee != call->getParentOp() &&
         !callee->hasAttr(attrs::part) &&
         // A variable that was not promoted has to stand in the entry block.
         callee.front().getOps<SlotOp>().empty();
}

unsigned Inline::sizeOf(func::FuncOp function) {
  unsigned &size = sizes[function];
  if (size == 0)
    size = countOperations(function);
  return size;
}

bool Inline::pays(CallOp call, func::FuncOp callee,
                  const Recursion &recursion) {
  if (!mayCopy(call, callee, recursion))
    return false;
  unsigned size = sizeOf(callee);
  if (size <= smallSize)
    return true;
  bool takesClosure = llvm::any_of(call.getArgs(), [](Value argument) {
    return argument.getDefiningOp<ClosureOp>();
  });
  return size <= mediumSize && (takesClosure || returnsNewValue(callee));
}

/// Says of which functions the size is what keeps them from being copied.
void Inline::explainCalls(const Recursion &recursion, SymbolTable &symbols) {
  LoopDepths depths(getOperation());
  getOperation().walk([&](CallOp call) {
    auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
    if (!mayCopy(call, callee, recursion) || isPrelude(callee))
      return;
    auto caller = cast<func::FuncOp>(call->getParentOp());
    bool isTooLarge = sizeOf(callee) > smallSize;
    std::string text =
        ("`" + frameName(callee) + "` is not copied to its call: ").str();
    if (isTooLarge)
      text += "it has " + std::to_string(sizeOf(callee)) +
              " operations, the limit is " + std::to_string(smallSize);
    else
      text += "the function around the call has grown to " +
              std::to_string(sizeOf(caller)) + " operations, the limit is " +
              std::to_string(functionSize);
    remark::missed(call.getLoc(),
                   remark::RemarkOpts::name("call").category(getArgument()))
        << StringRef(text) << remark::metric("LoopDepth", depths.of(call));
  });
}

void Inline::simplify(func::FuncOp function, const Recursion &recursion,
                      SymbolTable &symbols) {
  if (function.isExternal())
    return;
  // Each round opens what the last one brought.
  for (unsigned round = 0; round != maxRounds; ++round) {
    bool changed = resolveClosures(function, symbols);
    SmallVector<CallOp> calls(function.getOps<CallOp>());
    unsigned size = countOperations(function);
    for (CallOp call : calls) {
      auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
      if (size > functionSize || !pays(call, callee, recursion))
        continue;
      inlineCall(call, callee);
      size += sizes[callee];
      ++numInlined;
      changed = true;
    }
    if (!changed)
      break;
  }
  // What stands behind a call that never returns.
  IRRewriter rewriter(function.getContext());
  (void)eraseUnreachableBlocks(rewriter, function->getRegions());
  sizes.erase(function);
}
