//===- GuardRecursion.cpp - count the calls of recursive functions --------===//
//
// Native stacks must not overflow, so calls that can nest without bound are
// counted. Those are the calls of functions in a strongly connected component
// of the call graph with at least one edge inside. All functions of such a
// component are guarded, so that the limit counts what the user sees as nested
// calls.
//
// An indirect call may reach every function whose address is taken. To keep the
// graph linear in size these edges go through one node: functions with indirect
// calls lead to it, it leads to the functions whose address is taken.
//
// Components without indirect calls, and of functions that are not too long,
// pass the number of calls that are left in a parameter, in a register. Only
// where such a function calls something outside of its component that counts
// does it note the number in the task context, and only callers of components
// that do so put it back. The others count in the context.
//
// Limits:
//  1. Uniform entries are not counted: they call the function they wrap. Nor
//     are builtins written in Forge, like those written in C++: what they call
//     is counted.
//
//===----------------------------------------------------------------------===//

#include "dialects/FMem/RuntimeSymbol.h"
#include "forge/Transforms/FMem/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SCCIterator.h"
#include <deque>

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_GUARDRECURSION
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {

struct Component;

/// A function, the meeting point of indirect calls, or the root.
struct Node {
  func::FuncOp function;
  SmallVector<Node *> callees;
  /// The operations that may call, one for each of `callees`.
  SmallVector<Operation *> calls;
  Component *component = nullptr;

  void mayCall(Node &callee, Operation *call) {
    callees.push_back(&callee);
    calls.push_back(call);
  }
};

/// A strongly connected component of the call graph.
struct Component {
  SmallVector<Node *> nodes;
  /// Whether its functions call each other.
  bool isRecursive = false;
  /// Whether the calls that are left are passed as a parameter.
  bool inRegister = false;
  /// Whether calling into it counts calls.
  bool counts = false;
  /// With the number in a register: whether it is noted in the context.
  bool notes = false;
};

/// The call graph of a module and what is done about its cycles.
class Guards {
public:
  explicit Guards(ModuleOp module) : module(module) {
    buildGraph();
    findComponents();
  }
  /// Guards all functions in cycles; returns how many.
  unsigned insert();

private:
  void buildGraph();
  void findComponents();
  void passCallsLeft(Node &node);

  ModuleOp module;
  llvm::MapVector<StringAttr, Node> nodes;
  Node root, indirect;
  std::deque<Component> components;
};

struct GuardRecursion
    : public forge::fmem::impl::GuardRecursionBase<GuardRecursion> {
  void runOnOperation() override {
    numGuarded += Guards(getOperation()).insert();
  }
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

/// Name of the function in stack traces.
static StringRef shownName(func::FuncOp function) {
  auto name = function->getAttrOfType<StringAttr>(attrs::displayName);
  return name ? name.getValue() : function.getSymName();
}

/// A result that nobody looks at. LLVM must not know it either: the call that
/// yields it could not be the last thing that its caller does.
static Value anyResult(OpBuilder &builder, Location loc, Type type,
                       Value unknown) {
  if (type.isInteger(64))
    return unknown;
  if (type.isF64())
    return arith::SIToFPOp::create(builder, loc, type, unknown);
  Value bit =
      arith::TruncIOp::create(builder, loc, builder.getI1Type(), unknown);
  if (type.isInteger(1))
    return bit;
  return isa<BoxType>(type) ? Value(BoxOp::create(builder, loc, type, bit))
                            : Value(UndefOp::create(builder, loc, type));
}

/// Makes the function that raises for one whose calls are nested too deep. It
/// stands apart, so that calling it is all that the other one has to be ready
/// for before its test: where it returns early it needs no frame. The error
/// tells the depth, which the context does not know yet if `takesLeft`.
static func::FuncOp addRaising(func::FuncOp function, bool takesLeft) {
  Location loc = function.getLoc();
  OpBuilder builder(function);
  builder.setInsertionPointAfter(function);
  SmallVector<Type> inputs;
  if (takesLeft)
    inputs.push_back(builder.getI64Type());
  auto raising = func::FuncOp::create(
      builder, loc, (function.getSymName() + ".too_deep").str(),
      builder.getFunctionType(inputs, function.getResultTypes()));
  raising.setPrivate();
  // For debuggers, which should not take it for the function.
  raising->setAttr(attrs::displayName, builder.getStringAttr("<too deep>"));
  raising->setAttr("passthrough",
                   builder.getStrArrayAttr({"cold", "noinline"}));

  builder.setInsertionPointToStart(raising.addEntryBlock());
  Value noted = CallsLeftOp::create(builder, loc);
  if (takesLeft)
    SetCallsLeftOp::create(builder, loc, raising.getArgument(0));
  CallOp::create(builder, loc, Type(), builder.getStringAttr("frt_raise_depth"),
                 ValueRange());
  if (takesLeft)
    SetCallsLeftOp::create(builder, loc, noted);
  TraceOp::create(builder, loc, builder.getStringAttr(shownName(function)));
  SmallVector<Value> results;
  for (Type type : function.getResultTypes())
    results.push_back(anyResult(builder, loc, type, noted));
  func::ReturnOp::create(builder, loc, results);
  return raising;
}

/// Puts the body behind a test that raises; `left` says how many calls are left
/// if the context does not know that.
static void raiseIf(func::FuncOp function,
                    llvm::function_ref<Value(OpBuilder &)> isExceeded,
                    Value left = {}) {
  Location loc = function.getLoc();
  OpBuilder builder(function.getContext());
  Block *entry = &function.front();
  Block *body = entry->splitBlock(entry->begin());
  Block *exceeded = builder.createBlock(body);
  func::FuncOp raising = addRaising(function, bool(left));
  auto call = func::CallOp::create(builder, loc, raising,
                                   left ? ValueRange(left) : ValueRange());
  func::ReturnOp::create(builder, loc, call.getResults());

  builder.setInsertionPointToEnd(entry);
  Value condition = isExceeded(builder);
  cf::CondBranchOp::create(builder, loc, condition, exceeded, body);
}

/// Makes the function count its calls in the context.
static void countInContext(func::FuncOp function) {
  for (auto exit : llvm::to_vector(function.getOps<func::ReturnOp>())) {
    OpBuilder builder(exit);
    LeaveCallOp::create(builder, exit.getLoc());
  }
  raiseIf(function, [&](OpBuilder &builder) -> Value {
    return EnterCallOp::create(builder, function.getLoc());
  });
}

/// Gives the function a last parameter: the calls that are left.
static void addParameter(func::FuncOp function) {
  Type type = IntegerType::get(function.getContext(), 64);
  (void)function.insertArgument(function.getNumArguments(), type, {},
                                function.getLoc());
}

/// Raises when no calls are left.
static void checkCallsLeft(func::FuncOp function) {
  Value left = function.getArgument(function.getNumArguments() - 1);
  auto isExceeded = [&](OpBuilder &builder) -> Value {
    Location loc = function.getLoc();
    Value none =
        arith::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(0));
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sle, left,
                                 none);
  };
  raiseIf(function, isExceeded, left);
}

/// Completes the calls of a function for callees that count in a register, and
/// notes the number where such a function leaves its component.
void Guards::passCallsLeft(Node &node) {
  func::FuncOp function = node.function;
  bool inRegister = node.component->inRegister;
  Value left;
  if (inRegister) {
    // Behind the test, where the body starts.
    Block *body = function.front().getSuccessor(1);
    OpBuilder builder = OpBuilder::atBlockBegin(body);
    Location loc = function.getLoc();
    Value one =
        arith::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(1));
    left = arith::SubIOp::create(
        builder, loc, function.getArgument(function.getNumArguments() - 1),
        one);
  }
  for (auto [callee, op] : llvm::zip_equal(node.callees, node.calls)) {
    Component *target = callee->component;
    bool isInside = target == node.component;
    OpBuilder builder(op);
    if (inRegister && !isInside && target->counts)
      SetCallsLeftOp::create(builder, op->getLoc(), left);
    if (!target->inRegister)
      continue;
    auto call = cast<func::CallOp>(op);
    Value passed = left;
    if (!inRegister || !isInside)
      passed = CallsLeftOp::create(builder, op->getLoc());
    call.getOperandsMutable().append(passed);
    if (!inRegister && target->notes) {
      builder.setInsertionPointAfter(op);
      SetCallsLeftOp::create(builder, op->getLoc(), passed);
    }
  }
}

void Guards::buildGraph() {
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isExternal())
      nodes[function.getSymNameAttr()].function = function;

  auto mayCall = [&](Node &from, StringAttr callee, Operation *op) {
    auto found = nodes.find(callee);
    if (found != nodes.end())
      from.mayCall(found->second, op);
  };
  for (auto &[name, node] : nodes) {
    root.mayCall(node, nullptr);
    node.function.walk([&, &node = node](Operation *op) {
      if (auto call = dyn_cast<func::CallOp>(op))
        mayCall(node, call.getCalleeAttr().getAttr(), op);
      else if (auto address = dyn_cast<FunctionAddressOp>(op))
        mayCall(indirect, address.getCalleeAttr().getAttr(), op);
      else if (auto call = dyn_cast<CallOp>(op))
        if (RuntimeSymbol::find(call.getSymbol())->mayCallBack())
          node.mayCall(indirect, op);
    });
  }
}

/// Whether a call should look at the stack as well, which `fmem.enter_call`
/// does: the frame may be large. The bound leaves room for what the passes
/// after this one insert until it counts on the target with the smallest stack.
static bool mayHaveLargeFrame(func::FuncOp function) {
  constexpr size_t limit = 128;
  size_t boxes = 0;
  function.walk([&](Operation *op) { boxes += 1 + op->getNumOperands(); });
  return boxes > limit;
}

void Guards::findComponents() {
  for (auto it = llvm::scc_begin(&root); !it.isAtEnd(); ++it) {
    Component &component = components.emplace_back();
    component.nodes.assign(it->begin(), it->end());
    component.isRecursive = component.counts = it.hasCycle();
    component.inRegister =
        it.hasCycle() && llvm::none_of(component.nodes, [this](Node *node) {
          return node == &indirect || node == &root ||
                 mayHaveLargeFrame(node->function);
        });
    for (Node *node : component.nodes)
      node->component = &component;
    for (Node *node : component.nodes)
      for (Node *callee : node->callees)
        if (callee->component != &component && callee->component->counts) {
          component.counts = true;
          component.notes = component.inRegister;
        }
  }
}

unsigned Guards::insert() {
  unsigned count = 0;
  for (Component &component : components)
    for (Node *node : component.nodes) {
      if (!component.isRecursive || !node->function ||
          node->function->hasAttr(attrs::entry))
        continue;
      if (component.inRegister) {
        addParameter(node->function);
        checkCallsLeft(node->function);
      } else if (node->function->hasAttr(attrs::builtin)) {
        continue;
      } else {
        countInContext(node->function);
      }
      ++count;
    }
  for (auto &[name, node] : nodes)
    passCallsLeft(node);
  return count;
}
