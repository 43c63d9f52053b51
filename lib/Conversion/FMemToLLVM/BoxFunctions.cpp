//===- BoxFunctions.cpp - fast paths of runtime entries on boxes ----------===//

#include "BoxFunctions.h"
#include "FastPath.h"
#include "StaticData.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringSwitch.h"

#include <cstring>

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

Value forge::fmem::knownFloat(Value box) {
  auto op = box.getDefiningOp<BoxOp>();
  return op && op.getValue().getType().isF64() ? op.getValue() : Value();
}

/// Whether a box is made from a number of 64 bits.
static bool isKnownInt(Value box) {
  auto op = box.getDefiningOp<BoxOp>();
  return op && op.getValue().getType().isInteger(64);
}

LLVM::LLVMFuncOp
BoxFunctions::function(StringRef suffix, CallOp op,
                       llvm::function_ref<void(FastPath &)> build,
                       bool isNumeric, bool isInlined) {
  StringRef entry = op.getSymbol();
  std::string name =
      ("forge." + entry.drop_front(strlen("frt_")) + suffix).str();
  if (isNumeric)
    for (Value argument : op.getArgs().take_front(2))
      name += knownFloat(argument)   ? ".float"
              : isKnownInt(argument) ? ".int"
                                     : ".box";
  LLVM::LLVMFuncOp &known = defined[name];
  if (known)
    return known;

  LLVM::LLVMFunctionType type = functions.runtime(entry).getFunctionType();
  SmallVector<Type> params{LLVM::LLVMPointerType::get(op.getContext())};
  ArrayRef<Type> own = type.getParams().take_back(op.getArgs().size());
  for (auto [param, argument] : llvm::zip_equal(own, op.getArgs())) {
    Value number = isNumeric ? knownFloat(argument) : Value();
    params.push_back(number ? number.getType() : param);
  }
  known = functions.define(name, type.getReturnType(), params, isInlined);
  FastPath path(known, functions, entry);
  for (auto [index, argument] : llvm::enumerate(op.getArgs()))
    if (isNumeric && isKnownInt(argument))
      path.setKnownInt(index);
  build(path);
  return known;
}

/// Value of a constant operand, or -1.
static int64_t constantIn(Value value) {
  APInt constant;
  return matchPattern(value, m_ConstantInt(&constant)) ? constant.getSExtValue()
                                                       : -1;
}

LLVM::LLVMFuncOp BoxFunctions::arithmetic(CallOp op) {
  StringRef entry = op.getSymbol();
  auto kind = llvm::StringSwitch<std::optional<Arithmetic>>(entry)
                  .Case("frt_add", Arithmetic::Add)
                  .Case("frt_sub", Arithmetic::Sub)
                  .Case("frt_mul", Arithmetic::Mul)
                  .Case("frt_div", Arithmetic::Div)
                  .Case("frt_rem", Arithmetic::Rem)
                  .Default(std::nullopt);
  if (kind)
    return function(
        "", op, [&](FastPath &path) { buildArithmetic(path, *kind); },
        /*isNumeric=*/*kind != Arithmetic::Rem);
  if (entry == "frt_neg")
    return function("", op, buildNegation);
  if (entry == "frt_equal")
    return function("", op, buildEquality);
  if (entry == "frt_truthy")
    return function("", op, buildTruth);
  int64_t number = entry == "frt_compare" ? constantIn(op.getArgs()[2]) : -1;
  if (number >= 0) {
    static constexpr StringLiteral names[] = {".lt", ".le", ".gt", ".ge"};
    return function(
        names[number], op,
        [&](FastPath &path) { buildComparison(path, number); },
        /*isNumeric=*/true);
  }
  return {};
}

LLVM::LLVMFuncOp BoxFunctions::matching(CallOp op) {
  StringRef entry = op.getSymbol();
  bool isBorrowed = op->hasAttr(attrs::borrow);
  StringRef mode = isBorrowed ? ".borrow" : "";
  if (entry == "frt_wrapper_value")
    return function(
        mode, op, [&](FastPath &path) { buildWrapperValue(path, isBorrowed); });
  if (entry == "frt_match_payload")
    return function(
        mode, op, [&](FastPath &path) { buildMatchPayload(path, isBorrowed); });
  if (entry == "frt_match_arity")
    return function("", op, buildMatchArity);
  if (entry == "frt_match_check")
    return function("", op, buildMatchCheck);
  auto name = entry == "frt_match_variant"
                  ? op.getArgs()[1].getDefiningOp<StringOp>()
                  : StringOp();
  if (!name)
    return {};
  auto wrapper = llvm::StringSwitch<std::optional<rt::Kind>>(name.getValue())
                     .Case("Ok", rt::Kind::Ok)
                     .Case("Err", rt::Kind::Err)
                     .Case("Some", rt::Kind::Some)
                     .Default(std::nullopt);
  bool isNone = name.getValue() == "None";
  std::string suffix;
  if (wrapper || isNone)
    suffix = ("." + name.getValue()).str();
  return function(suffix, op, [&](FastPath &path) {
    buildMatchVariant(path, wrapper, isNone);
  });
}

LLVM::LLVMFuncOp BoxFunctions::making(CallOp op) {
  StringRef entry = op.getSymbol();
  auto kind = llvm::StringSwitch<std::optional<rt::Kind>>(entry)
                  .Case("frt_ok", rt::Kind::Ok)
                  .Case("frt_err", rt::Kind::Err)
                  .Case("frt_some", rt::Kind::Some)
                  .Default(std::nullopt);
  if (kind)
    return function("", op, [&](FastPath &path) { buildWrapper(path, *kind); });
  if (entry == "frt_closure_new") {
    auto info = op.getArgs()[1].getDefiningOp<FunctionInfoOp>();
    int64_t captures = constantIn(op.getArgs()[3]);
    if (!info || captures < 0 || !canMakeInline(captures))
      return {};
    rt::Kind kind = kindOfClosure(info.getFlags());
    std::string suffix = kind == rt::Kind::Builtin ? ".builtin." : ".";
    return function(suffix + std::to_string(captures), op, [&](FastPath &path) {
      buildClosure(path, kind, captures);
    });
  }
  bool isStruct = entry == "frt_struct_new";
  if (!isStruct && entry != "frt_object_new")
    return {};
  auto layout = op.getArgs()[isStruct ? 1 : 0].getDefiningOp<ObjectLayoutOp>();
  uint64_t size = layout ? layout.getKeys().size() : 0;
  bool isStatic = !isStruct || op.getArgs()[0].getDefiningOp<StringOp>();
  if (!layout || !isStatic || !canMakeInline(size + 1))
    return {};
  unsigned record = data.recordNumber(layout.getRecordAttr());
  std::string suffix = "." + std::to_string(size);
  if (record)
    suffix += "." + std::to_string(record);
  return function(suffix, op, [&](FastPath &path) {
    if (isStruct)
      buildStruct(path, size, record);
    else
      buildObject(path, size, record);
  });
}

/// A push to the root itself whose result is not used, or a pop from it.
LLVM::LLVMFuncOp BoxFunctions::updating(CallOp op) {
  static constexpr int64_t unusedPush =
      rt::placeResultUnused + int64_t(rt::PlaceOp::Push);
  OperandRange args = op.getArgs();
  if (constantIn(args[2]) != 0)
    return {};
  int64_t kind = constantIn(args[3]), values = constantIn(args[5]);
  if (kind == unusedPush && values == 1)
    return function(".push", op, buildPush);
  if (kind == int64_t(rt::PlaceOp::Pop) && values == 0)
    return function(".pop", op, buildPop, /*isNumeric=*/false,
                    /*isInlined=*/false);
  return {};
}

/// A short literal behind a text.
LLVM::LLVMFuncOp BoxFunctions::appending(CallOp op) {
  constexpr size_t longest = 16;
  auto literal = op.getArgs()[1].getDefiningOp<StringOp>();
  if (!literal || literal.getValue().empty() ||
      literal.getValue().size() > longest)
    return {};
  uint64_t size = literal.getValue().size();
  uint64_t chars = llvm::count_if(literal.getValue(), [](char byte) {
    return (uint8_t(byte) & 0xC0) != 0x80;
  });
  std::string suffix = "." + std::to_string(size) + "." + std::to_string(chars);
  return function(suffix, op, [&](FastPath &path) {
    buildAppendLiteral(path, size, chars);
  });
}

LLVM::LLVMFuncOp BoxFunctions::find(CallOp op) {
  StringRef entry = op.getSymbol();
  if (entry == "frt_field_get")
    return function("", op, buildFieldGet);
  if (entry == "frt_finds_method")
    return function("", op, buildFindsMethod);
  if (entry == "frt_index_get")
    return function("", op, buildIndexGet, /*isNumeric=*/false,
                    /*isInlined=*/false);
  if (entry == "frt_iter_next")
    return function("", op, buildIterNext);
  if (entry == "frt_place_update")
    return updating(op);
  if (entry == "frt_place_vacate")
    return function("", op, buildVacate);
  if (entry == "frt_string_concat")
    return appending(op);
  if (entry == "frt_len")
    return function("", op, buildLength);
  if (entry == "frt_call")
    return function("", op, buildCall);
  if (entry == "frt_call_method")
    return function("", op, buildCallMethod, /*isNumeric=*/false,
                    /*isInlined=*/false);
  if (entry == "frt_kind_code")
    return function("", op, [&](FastPath &path) {
      buildKindCode(path, data.characters(kindCodes()));
    });
  if (LLVM::LLVMFuncOp found = arithmetic(op))
    return found;
  if (LLVM::LLVMFuncOp found = matching(op))
    return found;
  return making(op);
}
