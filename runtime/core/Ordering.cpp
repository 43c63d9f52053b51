//===- Ordering.cpp - `<` and sorting -------------------------------------===//

#include "Equality.h"

#include "StringObject.h"
#include "Text.h"

using namespace forge::rt;

template <typename T> static Order order(T a, T b) {
  if (a < b)
    return Order::Less;
  if (b < a)
    return Order::Greater;
  return a == b ? Order::Equal : Order::None;
}

static Order orderTexts(std::string_view a, std::string_view b) {
  return order(a.compare(b), 0);
}

bool forge::rt::isOrderable(Bits a, Bits b) {
  return (isNumber(a) && isNumber(b)) || (isString(a) && isString(b));
}

Order forge::rt::orderOf(Bits a, Bits b) {
  if (isNumber(a) && isNumber(b)) {
    if (isFloat(a) || isFloat(b))
      return order(asNumber(a), asNumber(b));
    return order(asInt(a), asInt(b));
  }
  if (isString(a) && isString(b))
    return orderTexts(textOf(a), textOf(b));
  return Order::None;
}

/// NaN sorts behind all other numbers, so that the order is total.
static Order orderNumbers(Bits a, Bits b) {
  double x = asNumber(a), y = asNumber(b);
  if (x != x || y != y)
    return order(x != x, y != y);
  return orderOf(a, b);
}

Order forge::rt::sortOrder(Bits a, Bits b) {
  if (isNumber(a) && isNumber(b))
    return orderNumbers(a, b);
  if (isString(a) && isString(b))
    return orderTexts(textOf(a), textOf(b));
  StringBuilder x, y;
  appendDisplay(x, a);
  appendDisplay(y, b);
  return orderTexts(x.view(), y.view());
}
