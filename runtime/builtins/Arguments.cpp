//===- Arguments.cpp - reading the arguments of builtins ------------------===//

#include "Arguments.h"

#include "core/ObjectObject.h"
#include "core/SetMap.h"

using namespace forge::rt;

Bits forge::rt::thawed(Context &ctx, Bits value) {
  retain(value);
  if (!isFrozen(value))
    return value;
  switch (headerOf(value)->kind) {
  case Kind::Array:
  case Kind::Tuple:
    return uniqueArray(ctx, value);
  case Kind::Object:
    return uniqueObject(ctx, value);
  case Kind::Set:
  case Kind::Map:
    return uniqueTable(ctx, value);
  default:
    return value;
  }
}
