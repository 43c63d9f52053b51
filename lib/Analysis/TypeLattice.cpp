//===- TypeLattice.cpp - kinds, their types and their names ---------------===//

#include "forge/Analysis/TypeLattice.h"
#include "dialects/Forge/Forge.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace forge;

KindSet KindSet::ofType(Type type) {
  if (type.isInteger(64))
    return ValueKind::Int;
  if (type.isF64())
    return ValueKind::Float;
  if (type.isInteger(1))
    return ValueKind::Bool;
  return llvm::TypeSwitch<Type, KindSet>(type)
      .Case<ir::StrType>([](auto) { return ValueKind::String; })
      .Case<ir::NullType>([](auto) { return ValueKind::Null; })
      .Case<ir::ArrayType>([](ir::ArrayType array) {
        return arrayOf(ofType(array.getElement()));
      })
      .Case<ir::TupleType>([](auto) { return ValueKind::Tuple; })
      .Case<ir::ObjectType>([](auto) { return ValueKind::Object; })
      .Case<ir::SetType>([](auto) { return ValueKind::Set; })
      .Case<ir::MapType>([](auto) { return ValueKind::Map; })
      .Case<ir::ResultType>([](auto) { return ValueKind::Result; })
      .Case<ir::OptionType>([](auto) { return ValueKind::Option; })
      .Case<ir::FnType>([](auto) { return ValueKind::Function; })
      .Default([](Type) { return KindSet::any(); });
}

KindSet KindSet::arrayOf(KindSet element) {
  KindSet result;
  result.levels[0] = bitOf(ValueKind::Array);
  std::copy_n(element.levels.begin(), depth - 1, result.levels.begin() + 1);
  return result;
}

KindSet KindSet::element() const {
  if (!contains(ValueKind::Array))
    return {};
  KindSet result;
  std::copy_n(levels.begin() + 1, depth - 1, result.levels.begin());
  if (result.levels[depth - 2] & bitOf(ValueKind::Array))
    result.levels.back() = allBits;
  return result;
}

KindSet KindSet::ofName(StringRef name) {
  if (name.consume_front("Array<") && name.consume_back(">"))
    return arrayOf(ofName(name));
  return llvm::StringSwitch<KindSet>(name)
      .Case("Int", ValueKind::Int)
      .Case("Float", ValueKind::Float)
      .Case("Bool", ValueKind::Bool)
      .Case("String", ValueKind::String)
      .Case("Null", ValueKind::Null)
      .Case("Array", ValueKind::Array)
      .Case("Tuple", ValueKind::Tuple)
      .Case("Object", ValueKind::Object)
      .Case("Set", ValueKind::Set)
      .Case("Map", ValueKind::Map)
      .Case("Result", ValueKind::Result)
      .Case("Option", ValueKind::Option)
      .Case("Function", ValueKind::Function)
      .Case("Other", ValueKind::Other)
      .Case("Missing", ValueKind::Missing)
      .Case("Unbound", ValueKind::Unbound)
      .Default(KindSet::any());
}

Type KindSet::refinedType(MLIRContext *context) const {
  if (isOnly(ValueKind::Int))
    return IntegerType::get(context, 64);
  if (isOnly(ValueKind::Float))
    return Float64Type::get(context);
  if (isOnly(ValueKind::Bool))
    return IntegerType::get(context, 1);
  if (isOnly(ValueKind::String))
    return ir::StrType::get(context);
  if (isOnly(ValueKind::Array))
    if (Type type = element().refinedType(context))
      return ir::ArrayType::get(context, type);
  return {};
}

void KindSet::print(raw_ostream &os) const {
  static constexpr StringLiteral names[] = {
      "Int",      "Float",  "Bool",    "String", "Null",   "Array",
      "Tuple",    "Object", "Set",     "Map",    "Result", "Option",
      "Function", "Other",  "Missing", "Unbound"};
  if (isBottom()) {
    os << "bottom";
    return;
  }
  if (isAny()) {
    os << "any";
    return;
  }
  llvm::ListSeparator separator("|");
  for (unsigned i = 0; i < std::size(names); ++i) {
    if (!contains(ValueKind(i)))
      continue;
    os << separator << names[i];
    if (ValueKind(i) == ValueKind::Array)
      os << '<' << element() << '>';
    if (ValueKind(i) == ValueKind::Object && structure)
      os << '<' << structure.getValue() << '>';
  }
}
