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
  std::copy_n(element.records.begin(), depth - 1, result.records.begin() + 1);
  return result;
}

/// Beyond this number it is cheaper to find fields by their name.
static constexpr size_t mostRecords = 8;

ArrayAttr KindSet::joinRecords(ArrayAttr lhs, ArrayAttr rhs) {
  if (!lhs || !rhs || lhs == rhs)
    return lhs == rhs ? lhs : ArrayAttr();
  SmallVector<Attribute> all(lhs.getValue());
  for (Attribute record : rhs)
    if (!llvm::is_contained(lhs, record))
      all.push_back(record);
  if (all.size() > mostRecords)
    return {};
  llvm::sort(all, [](Attribute l, Attribute r) {
    return ir::precedes(cast<ir::Record>(l), cast<ir::Record>(r));
  });
  return ArrayAttr::get(lhs.getContext(), all);
}

SmallVector<StringAttr> KindSet::structNames() const {
  SmallVector<StringAttr> names;
  for (Attribute record : objectRecords()) {
    StringAttr name = ir::structOf(cast<ir::Record>(record));
    if (!name)
      return {};
    if (!llvm::is_contained(names, name))
      names.push_back(name);
  }
  return names;
}

KindSet KindSet::ofRecords(ArrayRef<Attribute> allowed) const {
  KindSet result = *this;
  SmallVector<Attribute> left;
  for (Attribute record : objectRecords())
    if (llvm::is_contained(allowed, record))
      left.push_back(record);
  if (!records[0])
    return result;
  result.records[0] = ArrayAttr::get(records[0].getContext(), left);
  if (left.empty())
    return result.without(ValueKind::Object).ofAnyRecord();
  return result;
}

KindSet KindSet::element() const {
  if (!contains(ValueKind::Array))
    return {};
  KindSet result;
  std::copy_n(levels.begin() + 1, depth - 1, result.levels.begin());
  std::copy_n(records.begin() + 1, depth - 1, result.records.begin());
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
  if (isOnly(ValueKind::Object))
    return ir::ObjectType::get(context);
  if (isOnly(ValueKind::Array))
    if (Type type = element().refinedType(context))
      return ir::ArrayType::get(context, type);
  return {};
}

/// `<Point{x, y}, {name}>`
static void printRecords(raw_ostream &os, ArrayAttr records) {
  os << '<';
  llvm::interleaveComma(
      records.getAsRange<ir::Record>(), os, [&](ir::Record record) {
        if (StringAttr name = ir::structOf(record))
          os << name.getValue();
        os << '{';
        llvm::interleaveComma(
            record.getValue().drop_front(), os,
            [&](Attribute key) { os << cast<StringAttr>(key).getValue(); });
        os << '}';
      });
  os << '>';
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
    if (ValueKind(i) == ValueKind::Object && records[0])
      printRecords(os, records[0]);
  }
}
