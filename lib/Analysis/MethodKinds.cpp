//===- MethodKinds.cpp - what methods are given and return ----------------===//
//
// The part of type inference that is about methods.
//
// A method is a function value that the runtime finds by the name of the method
// and the type of the receiver. As long as nothing else is done with the value,
// the function is called directly, or by calls of a method of that name.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/ConstantText.h"
#include "forge/Analysis/TypeInference.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

/// The name under which the value becomes a method, if that is its only use.
static std::optional<StringRef> onlyMethodName(ClosureOp closure) {
  if (!closure->hasOneUse())
    return std::nullopt;
  auto define = dyn_cast<RuntimeOp>(*closure->user_begin());
  if (!define || define.getSymbol() != "frt_method_define")
    return std::nullopt;
  return constantText(define.getArgs()[1]);
}

void TypeInference::collectMethods(Operation *top) {
  SmallVector<Operation *> otherwise;
  top->walk([&](ClosureOp closure) {
    auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(
        closure, closure.getCalleeAttr().getAttr());
    if (!function || function.isExternal())
      return;
    if (auto name = onlyMethodName(closure)) {
      methodsNamed[*name].push_back(function);
      onlyMethods.insert(function);
    } else {
      otherwise.push_back(function);
    }
  });
  for (Operation *function : otherwise)
    onlyMethods.erase(function);
}

void TypeInference::passAnything(StringRef method) {
  for (func::FuncOp function : methodsNamed.lookup(method))
    for (BlockArgument parameter :
         function.getArguments().drop_front(captureCount(function)))
      receive(parameter, KindSet::any());
}

void TypeInference::passToMethods(CallMethodOp call,
                                  ArrayRef<const KindLattice *> operands) {
  KindSet receiver = operands[0]->getValue();
  // Objects have methods, names of types have static ones.
  if (!receiver.contains(ValueKind::Object) &&
      !receiver.contains(ValueKind::Function) &&
      !receiver.contains(ValueKind::Other))
    return;
  ArrayRef<Attribute> records = receiver.objectRecords();
  auto isKnown = [&](Attribute record) {
    return bool(methods.resolve(cast<Record>(record), call.getMethod()).method);
  };
  if (!receiver.isOnly(ValueKind::Object) || records.empty() ||
      !llvm::all_of(records, isKnown))
    return passAnything(call.getMethod());
  for (Attribute record : records) {
    auto [method, through] =
        methods.resolve(cast<Record>(record), call.getMethod());
    KindSet object = receiver.ofRecords(record);
    for (auto [i, parameter] : llvm::enumerate(
             method.getArguments().drop_front(captureCount(method)))) {
      if (i == 0)
        receive(parameter,
                through ? fieldKinds(call, object, through) : object);
      else if (i <= call.getArgs().size())
        receive(parameter, operands[i]->getValue());
      else
        receive(parameter, KindSet::any());
    }
  }
}

KindSet TypeInference::methodKinds(CallMethodOp call, KindSet receiver) {
  ArrayRef<Attribute> records = receiver.objectRecords();
  if (!receiver.isOnly(ValueKind::Object) || records.empty())
    return KindSet::any();
  KindSet kinds;
  ProgramPoint *point = getProgramPointAfter(call);
  for (Attribute record : records) {
    func::FuncOp method =
        methods.resolve(cast<Record>(record), call.getMethod()).method;
    if (!method)
      return KindSet::any();
    for (auto ret : method.getOps<func::ReturnOp>())
      kinds |= getLatticeElementFor(point, ret.getOperand(0))->getValue();
  }
  return kinds;
}
