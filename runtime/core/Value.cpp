//===- Value.cpp - dynamic types and truthiness ---------------------------===//

#include "Value.h"

#include "ArrayObject.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"

using namespace forge::rt;

Bits forge::rt::makeWideInt(int64_t value) {
  auto *big = static_cast<BigInt *>(allocateBytes(sizeof(BigInt)));
  big->header = Header{0, Kind::Int, 0, 0};
  big->value = value;
  return boxPtr(big);
}

Type forge::rt::typeOf(Bits v) {
  if (isFloat(v))
    return Type::Float;
  if (isSmallInt(v))
    return Type::Int;
  if (!isPtr(v)) {
    if (isBool(v))
      return Type::Bool;
    if (isNull(v))
      return Type::Null;
    return isNone(v) ? Type::None : Type::Other;
  }
  switch (headerOf(v)->kind) {
  case Kind::Int:
    return Type::Int;
  case Kind::String:
    return Type::String;
  case Kind::Array:
    return Type::Array;
  case Kind::Tuple:
    return Type::Tuple;
  case Kind::Object:
    return Type::Object;
  case Kind::Set:
    return Type::Set;
  case Kind::Map:
    return Type::Map;
  case Kind::Ok:
    return Type::Ok;
  case Kind::Err:
    return Type::Err;
  case Kind::Some:
    return Type::Some;
  case Kind::Function:
    return Type::Function;
  case Kind::Builtin:
    return Type::Builtin;
  case Kind::Task:
    return Type::Task;
  case Kind::Channel:
    return Type::Channel;
  case Kind::Atomic:
    return Type::Atomic;
  case Kind::Mutex:
    return Type::Mutex;
  case Kind::WaitGroup:
    return Type::WaitGroup;
  case Kind::Cell:
  case Kind::Error:
  case Kind::Module:
    break;
  }
  return Type::Other;
}

std::string_view forge::rt::typeName(Bits v) {
  switch (typeOf(v)) {
  case Type::Int:
    return "Int";
  case Type::Float:
    return "Float";
  case Type::Bool:
    return "Bool";
  case Type::String:
    return "String";
  case Type::Null:
    return "Null";
  case Type::Array:
    return "Array";
  case Type::Tuple:
    return "Tuple";
  case Type::Object:
    return "Object";
  case Type::Set:
    return "Set";
  case Type::Map:
    return "Map";
  case Type::Ok:
  case Type::Err:
    return "Result";
  case Type::Some:
  case Type::None:
    return "Option";
  case Type::Function:
    return objectOf<Closure>(v)->info.ptr->flags & functionIsLambda
               ? "Lambda"
               : "Function";
  case Type::Builtin:
    return "BuiltIn";
  case Type::Task:
    return "TaskHandle";
  case Type::Channel:
    return "Channel";
  case Type::Atomic:
    return "Atomic";
  case Type::Mutex:
    return "Mutex";
  case Type::WaitGroup:
    return "WaitGroup";
  case Type::Other:
    break;
  }
  return "Null";
}

bool forge::rt::truthy(Bits v) {
  if (isBool(v))
    return v == trueBits;
  if (isFloat(v))
    return asFloat(v) != 0 || asFloat(v) != asFloat(v);
  if (isSmallInt(v))
    return asInt(v) != 0;
  if (!isPtr(v))
    return false; // null, None
  switch (headerOf(v)->kind) {
  case Kind::String:
    return objectOf<String>(v)->size != 0;
  case Kind::Array:
    return arraySize(v) != 0;
  case Kind::Object:
    return objectSize(v) != 0;
  case Kind::Set:
  case Kind::Map:
    return tableSize(v) != 0;
  case Kind::Err:
    return false;
  default:
    return true;
  }
}
