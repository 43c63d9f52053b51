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
// Limits:
//  1. Uniform entries are not counted: they call the function they wrap, which
//     lies in the same component.
//
//===----------------------------------------------------------------------===//

#include "dialects/FMem/RuntimeSymbol.h"
#include "forge/Transforms/FMem/Passes.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SCCIterator.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_GUARDRECURSION
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {

/// A function, the meeting point of indirect calls, or the root.
struct Node {
  func::FuncOp function;
  SmallVector<Node *> callees;
};

struct GuardRecursion
    : public forge::fmem::impl::GuardRecursionBase<GuardRecursion> {
  void runOnOperation() override;
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

/// Makes the function count its calls and raise beyond the limit.
static void guard(func::FuncOp function) {
  SmallVector<func::ReturnOp> returns(function.getOps<func::ReturnOp>());
  Location loc = function.getLoc();
  OpBuilder builder(function.getContext());

  for (func::ReturnOp exit : returns) {
    builder.setInsertionPoint(exit);
    LeaveCallOp::create(builder, exit.getLoc());
  }

  Block *entry = &function.front();
  Block *body = entry->splitBlock(entry->begin());
  Block *exceeded = builder.createBlock(body);
  builder.setInsertionPointToStart(exceeded);
  CallOp::create(builder, loc, Type(), builder.getStringAttr("frt_raise_depth"),
                 ValueRange());
  TraceOp::create(builder, loc, builder.getStringAttr(shownName(function)));
  SmallVector<Value> results;
  for (Type type : function.getResultTypes())
    results.push_back(UndefOp::create(builder, loc, type));
  func::ReturnOp::create(builder, loc, results);

  builder.setInsertionPointToEnd(entry);
  Value exceeds = EnterCallOp::create(builder, loc);
  cf::CondBranchOp::create(builder, loc, exceeds, exceeded, body);
}

void GuardRecursion::runOnOperation() {
  llvm::MapVector<StringAttr, Node> nodes;
  for (auto function : getOperation().getOps<func::FuncOp>())
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
      if (auto call = dyn_cast<func::CallOp>(op))
        leadTo(node, call.getCalleeAttr().getAttr());
      else if (auto address = dyn_cast<FunctionAddressOp>(op))
        leadTo(indirect, address.getCalleeAttr().getAttr());
      else if (auto call = dyn_cast<CallOp>(op))
        if (RuntimeSymbol::find(call.getSymbol())->mayCallBack())
          node.callees.push_back(&indirect);
    });
  }

  for (auto it = llvm::scc_begin(&root); !it.isAtEnd(); ++it) {
    if (!it.hasCycle())
      continue;
    for (Node *node : *it)
      if (node->function && !node->function->hasAttr(attrs::entry)) {
        guard(node->function);
        ++numGuarded;
      }
  }
}
