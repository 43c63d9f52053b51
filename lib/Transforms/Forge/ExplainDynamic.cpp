//===- ExplainDynamic.cpp - say what is found out at run time only --------===//
//
// Looks at what the other passes have left: operations whose operands have no
// known kind, members that are found by name, calls of values. Each gives a
// remark of MLIR's remark engine with the cause in the words of the language,
// and the places that are to blame. Where no engine listens nothing happens.
//
// In the texts `{0}` stands for an operand as it is written in the source, see
// forge/Pipeline/PerformanceRemarks.h.
//
// Limits:
//  1. Tests of truth, equality and kind are left out: they cost little
//     whatever their operands are.
//
//===----------------------------------------------------------------------===//

#include "ValueOrigins.h"
#include "forge/Analysis/LoopDepths.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlowFramework.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace forge {
#define GEN_PASS_DEF_EXPLAINDYNAMIC
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

/// A place that contributes to a cause.
struct Note {
  std::string text;
  Location loc;
};

/// Why something is not known: the rest of a sentence, and the places.
struct Cause {
  std::string text;
  SmallVector<Note> notes;
};

class Explainer {
public:
  Explainer(ModuleOp module, const DataFlowSolver &solver)
      : origins(module, solver), depths(module) {}

  void explain(Operation *op);
  unsigned found = 0;

private:
  bool isUnknown(Value value) const;
  /// What made the value, looking into arrays that are made in the program.
  SmallVector<Origin> makersOf(Value value, Location use) const;
  Cause causeOf(OpOperand &use) const;
  Cause causeOfElements(Value array) const;
  /// The kinds of some values, with the first place of each.
  Cause kindsOfAll(ArrayRef<Origin> makers, StringRef verb) const;
  void explainOperands(Operation *op);
  void explainContainer(Operation *op);
  void explainCall(CallValueOp call);
  void explainField(FieldGetOp get);
  void report(Operation *op, StringRef name, const Twine &text,
              ArrayRef<Note> notes);

  ValueOrigins origins;
  LoopDepths depths;
};

} // namespace

//===----------------------------------------------------------------------===//
// Causes
//===----------------------------------------------------------------------===//

/// Names of the kinds, as `typeof` has them.
static SmallVector<StringRef> namesOf(KindSet kinds) {
  static constexpr std::pair<ValueKind, StringLiteral> names[] = {
      {ValueKind::Int, "Int"},          {ValueKind::Float, "Float"},
      {ValueKind::Bool, "Bool"},        {ValueKind::String, "String"},
      {ValueKind::Null, "Null"},        {ValueKind::Array, "Array"},
      {ValueKind::Tuple, "Tuple"},      {ValueKind::Object, "Object"},
      {ValueKind::Set, "Set"},          {ValueKind::Map, "Map"},
      {ValueKind::Result, "Result"},    {ValueKind::Option, "Option"},
      {ValueKind::Function, "Function"}};
  SmallVector<StringRef> result;
  for (auto &[kind, name] : names)
    if (kinds.contains(kind))
      result.push_back(name);
  return result;
}

/// `Int, Float or String`.
static std::string listOf(ArrayRef<StringRef> names) {
  std::string result;
  for (auto [index, name] : llvm::enumerate(names)) {
    if (index)
      result += index + 1 == names.size() ? " or " : ", ";
    result += name;
  }
  return result;
}

/// What a value is that may be of any kind.
static std::string describe(Value value) {
  if (isa<BlockArgument>(value))
    return "a parameter of a function that is called through a value";
  auto quoted = [](StringRef text) { return ("`" + text + "`").str(); };
  return llvm::TypeSwitch<Operation *, std::string>(value.getDefiningOp())
      .Case<FieldGetOp, RecordGetOp>(
          [&](auto get) { return "the field " + quoted(get.getField()); })
      .Case<IndexGetOp, IterNextOp, IterNextPairOp>([](auto) {
        return "an element of a container whose elements are not known";
      })
      .Case<CallValueOp>(
          [](auto) { return "the result of a function that is not known"; })
      .Case([&](CallMethodOp call) {
        return "the result of the method " + quoted(call.getMethod());
      })
      .Case([&](BuiltinOp call) {
        return "the result of " + quoted(call.getName());
      })
      .Case<CellLoadOp, CellTakeOp>(
          [](auto) { return "a captured variable that changes"; })
      .Case<RuntimeOp, MatchPayloadOp>([](auto) {
        return "the content of a Result, an Option or a variant";
      })
      .Case<PlaceUpdateOp>(
          [](auto) { return "the result of an updating call"; })
      .Default([](auto) { return "not known"; });
}

bool Explainer::isUnknown(Value value) const {
  // A box of something typed is known as well.
  while (auto box = value.getDefiningOp<BoxOp>())
    value = box.getValue();
  if (!isa<AnyType>(value.getType()))
    return false;
  KindSet kinds = origins.kindsOf(value);
  return !kinds.isBottom() && namesOf(kinds).size() != 1;
}

Cause Explainer::kindsOfAll(ArrayRef<Origin> makers, StringRef verb) const {
  llvm::SmallMapVector<StringRef, LocationAttr, 4> first;
  for (auto [value, loc] : makers) {
    KindSet kinds = origins.kindsOf(value);
    if (kinds.isBottom())
      continue;
    if (kinds.isAny()) {
      StringRef what = isa<BlockArgument>(value) ? "the function is made here"
                                                 : "it comes from here";
      return {(verb + " " + describe(value)).str(), {{what.str(), loc}}};
    }
    for (StringRef name : namesOf(kinds))
      first.insert({name, loc});
  }
  SmallVector<StringRef> names;
  SmallVector<Note> notes;
  for (auto &[name, loc] : first) {
    names.push_back(name);
    notes.push_back({(name + " comes from here").str(), loc});
  }
  llvm::sort(names);
  return {"may be " + listOf(names), notes};
}

SmallVector<Origin> Explainer::makersOf(Value value, Location use) const {
  SmallVector<Origin> makers;
  for (const Origin &origin : origins.originsOf(value, use)) {
    Value container;
    if (auto get = origin.value.getDefiningOp<IndexGetOp>())
      container = get.getContainer();
    else if (auto next = origin.value.getDefiningOp<IterNextOp>())
      container = next.getSequence();
    SmallVector<Origin> elements;
    if (container)
      elements = origins.elementsOf(container);
    if (elements.empty())
      makers.push_back(origin);
    llvm::append_range(makers, elements);
  }
  return makers;
}

Cause Explainer::causeOf(OpOperand &use) const {
  return kindsOfAll(makersOf(use.get(), use.getOwner()->getLoc()), "is");
}

Cause Explainer::causeOfElements(Value array) const {
  SmallVector<Origin> made = origins.elementsOf(array);
  if (made.empty())
    return {"are not known", {}};
  return kindsOfAll(made, "are");
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

void Explainer::report(Operation *op, StringRef name, const Twine &text,
                       ArrayRef<Note> notes) {
  auto remark = remark::missed(
      op->getLoc(),
      remark::RemarkOpts::name(name).category("forge-explain-dynamic"));
  ++found;
  remark << StringRef(text.str()) << remark::metric("LoopDepth", depths.of(op));
  for (const Note &note : notes)
    remark << remark::detail::Remark::Arg("Note", note.text)
           << remark::detail::Remark::Arg(
                  "At", cast<Attribute>(LocationAttr(note.loc)));
}

void Explainer::explainOperands(Operation *op) {
  for (OpOperand &operand : op->getOpOperands())
    if (isUnknown(operand.get())) {
      Cause cause = causeOf(operand);
      return report(op, "operator",
                    "`{" + Twine(operand.getOperandNumber()) + "}` " +
                        cause.text,
                    cause.notes);
    }
}

void Explainer::explainContainer(Operation *op) {
  Value container = op->getOperand(0);
  if (isUnknown(container)) {
    Cause cause = causeOf(op->getOpOperand(0));
    return report(op, "container", "`{0}` " + cause.text, cause.notes);
  }
  // Elements of one kind that is none of numbers and text are boxed anyway.
  KindSet kinds = origins.kindsOf(container);
  if (!kinds.isOnly(ValueKind::Array) || namesOf(kinds.element()).size() == 1)
    return;
  Cause cause = causeOfElements(container);
  report(op, "elements", "the elements of `{0}` " + cause.text, cause.notes);
}

/// Says why a field has no slot that is known.
void Explainer::explainField(FieldGetOp get) {
  KindSet kinds = origins.kindsOf(get.getObject());
  ArrayRef<Attribute> records = kinds.objectRecords();
  bool isFound =
      kinds.isOnly(ValueKind::Object) && slotOf(records, get.getFieldAttr());
  if (kinds.isBottom() || isFound)
    return;
  std::string field = ("field `" + get.getField() + "`").str();
  Cause cause;
  if (isUnknown(get.getObject()))
    cause = causeOf(get.getObjectMutable());
  if (records.empty()) {
    std::string text = field + " of an object whose keys are not known";
    if (!cause.text.empty())
      text += ": `{0}` " + cause.text;
    return report(get, "field", text, cause.notes);
  }
  if (!cause.text.empty())
    return report(get, "field", field + ": `{0}` " + cause.text, cause.notes);
  bool isKey = llvm::all_of(records, [&](Attribute record) {
    return bool(slotOf(cast<Record>(record), get.getFieldAttr()));
  });
  report(get, "field",
         isKey ? field + " is not at one place: the objects that `{0}` may be "
                         "have their keys in different orders"
               : field + " is not a key of all objects that `{0}` may be",
         {});
}

void Explainer::explainCall(CallValueOp call) {
  SmallVector<Note> functions;
  for (auto [function, loc] : makersOf(call.getCallee(), call.getLoc())) {
    if (function.getDefiningOp<ClosureOp>())
      functions.push_back({"one is made here", loc});
    else if (!origins.kindsOf(function).isBottom())
      return report(call, "call",
                    "the function is not known: `{0}` is " + describe(function),
                    {{"it comes from here", loc}});
  }
  if (functions.size() < 2)
    return report(call, "call",
                  "the function is not known: `{0}` is called through a value",
                  functions);
  report(call, "call", "`{0}` may be several functions", functions);
}

/// Whether some record that an object may be of has no key of the first field
/// of a path.
static bool lacksKey(KindSet object, ArrayAttr path) {
  if (path.empty() || !isa<StringAttr>(path[0]))
    return false;
  return llvm::any_of(object.objectRecords(), [&](Attribute record) {
    return !slotOf(cast<Record>(record), path[0]);
  });
}

/// Whether the block is reached only where a call turns out not to update its
/// receiver, which the remark about the update covers.
static bool isOrdinaryWay(Block *block) {
  Block *from = block->getSinglePredecessor();
  while (from && isa<BrErrorOp>(from->getTerminator())) {
    block = from;
    from = block->getSinglePredecessor();
  }
  auto branch = dyn_cast_if_present<cf::CondBranchOp>(
      from ? from->getTerminator() : nullptr);
  return branch && branch.getFalseDest() == block &&
         branch.getCondition().getDefiningOp<PlaceIsUpdatingOp>();
}

void Explainer::explain(Operation *op) {
  if (!op->getBlock() || isOrdinaryWay(op->getBlock()))
    return;
  llvm::TypeSwitch<Operation *>(op)
      .Case<AddOp, SubOp, MulOp, DivOp, RemOp, NegOp, CompareOp>(
          [&](auto) { explainOperands(op); })
      .Case([&](FieldGetOp get) { explainField(get); })
      .Case([&](IndexGetOp get) {
        if (!isArrayAccess(op))
          explainContainer(op);
      })
      .Case([&](IterBeginOp begin) { explainContainer(op); })
      .Case([&](PlaceUpdateOp update) {
        if (isInlineAccess(op) || origins.kindsOf(update.getRoot()).isBottom())
          return;
        if (isUnknown(update.getRoot())) {
          Cause cause = causeOf(update.getRootMutable());
          return report(op, "update",
                        "the place is found at run time: `" + update.getName() +
                            "` " + cause.text,
                        cause.notes);
        }
        if (lacksKey(origins.kindsOf(update.getRoot()), update.getPath()))
          return report(op, "update",
                        "field `" +
                            cast<StringAttr>(update.getPath()[0]).getValue() +
                            "` is not a key of all objects that `" +
                            update.getName() + "` may be",
                        {});
        if (update.getPath().size() > 1)
          return report(op, "update",
                        "the way to a place of several steps is found at run "
                        "time",
                        {});
        if (!update.getPath().empty() && isa<StringAttr>(update.getPath()[0]))
          return report(op, "update", "the field is found by its name", {});
        KindSet kinds = origins.kindsOf(update.getUpdated());
        if (!kinds.isOnly(ValueKind::Array) ||
            namesOf(kinds.element()).size() == 1)
          return;
        Cause cause = causeOfElements(update.getUpdated());
        report(op, "update",
               "the elements of `" + update.getName() + "` " + cause.text,
               cause.notes);
      })
      .Case([&](CallValueOp call) { explainCall(call); })
      .Case([&](CallMethodOp call) {
        if (!isUnknown(call.getReceiver()))
          return;
        Cause cause = causeOf(call.getReceiverMutable());
        report(op, "method",
               "the method `" + call.getMethod() +
                   "` is found by its name: `{0}` " + cause.text,
               cause.notes);
      });
}

namespace {

struct ExplainDynamic : forge::impl::ExplainDynamicBase<ExplainDynamic> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (!getContext().getRemarkEngine())
      return;
    DataFlowSolver solver;
    MethodTable methods(getOperation());
    if (failed(inferTypes(getOperation(), methods, solver)))
      return signalPassFailure();
    Explainer explainer(getOperation(), solver);
    getOperation().walk([&](Operation *op) { explainer.explain(op); });
    numExplained += explainer.found;
  }
};

} // namespace
