//===- CallTree.cpp - time of a program by calls --------------------------===//

#include "forge/Profile/CallTree.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace forge;

static ProfiledFunction functionOf(const CodeFrame &frame) {
  return {frame.function, frame.file, frame.declared};
}

static CallNode &calleeOf(CallNode &node, const ProfiledFunction &function,
                          SampledTime time) {
  std::unique_ptr<CallNode> &callee = node.callees[function];
  if (!callee)
    callee = std::make_unique<CallNode>();
  callee->total += time;
  return *callee;
}

void CallTree::add(llvm::ArrayRef<CodeFrame> stack, SampledTime time,
                   bool isCut) {
  top.total += time;
  CallNode *node = &top;
  if (isCut)
    node = &calleeOf(*node, {cutName, "", 0}, time);
  // A recursive function counts once for each stack.
  std::set<ProfiledFunction> functions;
  std::set<ProfiledLine> lines;
  for (const CodeFrame &frame : llvm::reverse(stack)) {
    ProfiledFunction function = functionOf(frame);
    node = &calleeOf(*node, function, time);
    if (functions.insert(function).second)
      byFunction[function].total += time;
    if (frame.line && lines.insert({frame.file, frame.line}).second)
      byLine[{frame.file, frame.line}].total += time;
  }
  if (stack.empty()) {
    ProfiledFunction outside{outsideName, "", 0};
    calleeOf(*node, outside, time).self += time;
    byFunction[outside].self += time;
    byFunction[outside].total += time;
    return;
  }
  node->self += time;
  const CodeFrame &innermost = stack.front();
  byFunction[functionOf(innermost)].self += time;
  if (innermost.line)
    byLine[{innermost.file, innermost.line}].self += time;
}
