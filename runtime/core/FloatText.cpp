//===- FloatText.cpp - shortest decimal digits of doubles -----------------===//
//
// The Schubfach algorithm (Raffaello Giulietti, "The Schubfach way to render
// doubles", 2020): scale the bounds of the rounding interval by a power of ten
// so that at most two candidates remain, and pick the shortest, then nearest.
// The 617 powers of ten, 128 bits each and rounded up, are computed by the
// compiler: exact long arithmetic on powers of five.
//
//===----------------------------------------------------------------------===//

#include "Text.h"

#include <bit>
#include <cstring>

using namespace forge::rt;

namespace {

struct Wide {
  uint64_t high, low;
};

constexpr int minPower = -292;
constexpr int maxPower = 324;

/// Unsigned number of 1088 bits, least significant limb first; enough for
/// 2^1024 and for 5^324.
struct Long {
  static constexpr int limbs = 34;
  uint32_t limb[limbs] = {};

  constexpr void multiplyBy5() {
    uint64_t carry = 0;
    for (uint32_t &l : limb) {
      carry += static_cast<uint64_t>(l) * 5;
      l = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
  }
  constexpr void divideBy5() {
    uint64_t rest = 0;
    for (int i = limbs - 1; i >= 0; --i) {
      rest = (rest << 32) | limb[i];
      limb[i] = static_cast<uint32_t>(rest / 5);
      rest %= 5;
    }
  }
  constexpr int bits() const {
    for (int i = limbs - 1; i >= 0; --i)
      if (limb[i])
        return i * 32 + 32 - std::countl_zero(limb[i]);
    return 0;
  }
  /// 64 bits from bit `at` up; bits below 0 are 0.
  constexpr uint64_t word(int at) const {
    uint64_t result = 0;
    for (int half = 0; half < 2; ++half) {
      int from = at + half * 32;
      uint64_t value = 0;
      if (from > -32) {
        int index = from >= 0 ? from / 32 : -1;
        int shift = from - index * 32;
        uint64_t low = index >= 0 && index < limbs ? limb[index] : 0;
        uint64_t high = index + 1 < limbs ? limb[index + 1] : 0;
        value = static_cast<uint32_t>(((high << 32) | low) >> shift);
      }
      result |= value << (32 * half);
    }
    return result;
  }
  constexpr bool anyBelow(int at) const {
    for (int i = 0; i < limbs && i * 32 < at; ++i) {
      uint32_t mask =
          at - i * 32 >= 32 ? ~uint32_t(0) : (uint32_t(1) << (at - i * 32)) - 1;
      if (limb[i] & mask)
        return true;
    }
    return false;
  }
  /// Leading 128 bits, rounded up if `inexact` or if bits are cut off.
  constexpr Wide leading(bool inexact) const {
    int cut = bits() - 128;
    Wide w{word(cut + 64), word(cut)};
    if (inexact || anyBelow(cut))
      if (++w.low == 0)
        ++w.high;
    return w;
  }
};

struct Powers {
  Wide power[maxPower - minPower + 1];
  constexpr Powers() : power() {
    Long n;
    n.limb[0] = 1;
    for (int k = 0; k <= maxPower; ++k) {
      power[k - minPower] = n.leading(false);
      n.multiplyBy5();
    }
    // floor(2^1087 / 5^k) by repeated division; floors nest.
    Long q;
    q.limb[Long::limbs - 1] = uint32_t(1) << 31;
    for (int k = -1; k >= minPower; --k) {
      q.divideBy5();
      power[k - minPower] = q.leading(true);
    }
  }
};

constexpr Powers powers;

uint64_t multiplyHigh(uint64_t a, uint64_t b, uint64_t &low) {
  auto product = static_cast<unsigned __int128>(a) * b;
  low = static_cast<uint64_t>(product);
  return static_cast<uint64_t>(product >> 64);
}

/// High word of power * factor, its last bit set if anything lies below.
uint64_t roundToOdd(Wide power, uint64_t factor) {
  uint64_t lowLow, highLow;
  uint64_t lowHigh = multiplyHigh(power.low, factor, lowLow);
  uint64_t highHigh = multiplyHigh(power.high, factor, highLow);
  uint64_t middle = highLow + lowHigh;
  highHigh += middle < lowHigh;
  return highHigh | (middle > 1);
}

} // namespace

Decimal forge::rt::shortestDecimal(double value) {
  constexpr uint64_t hidden = uint64_t(1) << 52;
  uint64_t bits = std::bit_cast<uint64_t>(value);
  uint64_t fraction = bits & (hidden - 1);
  int exponent = static_cast<int>((bits >> 52) & 0x7FF);

  uint64_t c = exponent ? fraction | hidden : fraction;
  int q = (exponent ? exponent : 1) - 1075;
  if (exponent && q <= 0 && q > -53 && (c & ((uint64_t(1) << -q) - 1)) == 0)
    return {c >> -q, 0}; // an integer of at most 53 bits: its own digits

  bool even = (c & 1) == 0;
  bool closeBelow = fraction == 0 && exponent > 1;
  uint64_t below = 4 * c - 2 + closeBelow;
  uint64_t above = 4 * c + 2;
  // floor(log10(2^q)), or of 3/4 2^q below a power of two
  int k = (q * 1262611 - (closeBelow ? 524031 : 0)) >> 22;
  // floor(log2(10^-k))
  int h = q + ((-k * 1741647) >> 19) + 1;

  Wide power = powers.power[-k - minPower];
  uint64_t lower = roundToOdd(power, below << h) + !even;
  uint64_t exact = roundToOdd(power, (4 * c) << h);
  uint64_t upper = roundToOdd(power, above << h) - !even;

  uint64_t s = exact / 4;
  if (s >= 10) {
    uint64_t tens = s / 10;
    bool down = lower <= 40 * tens;
    bool up = 40 * tens + 40 <= upper;
    if (down != up)
      return {tens + up, k + 1};
  }
  bool down = lower <= 4 * s;
  bool up = 4 * s + 4 <= upper;
  if (down != up)
    return {s + up, k};
  uint64_t middle = 4 * s + 2;
  bool roundUp = exact > middle || (exact == middle && (s & 1));
  return {s + roundUp, k};
}

/// The digits of the numbers below 100.
struct DigitPairs {
  char text[200];
  constexpr DigitPairs() : text() {
    for (int i = 0; i < 100; ++i) {
      text[2 * i] = static_cast<char>('0' + i / 10);
      text[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
  }
};
static constexpr DigitPairs digitPairs;

size_t forge::rt::formatInt(int64_t value, char *out) {
  char digits[20];
  char *end = digits + sizeof(digits), *p = end;
  auto rest = static_cast<uint64_t>(value);
  if (value < 0)
    rest = 0 - rest;
  for (; rest >= 100; rest /= 100) {
    p -= 2;
    std::memcpy(p, digitPairs.text + 2 * (rest % 100), 2);
  }
  if (rest >= 10) {
    p -= 2;
    std::memcpy(p, digitPairs.text + 2 * rest, 2);
  } else {
    *--p = static_cast<char>('0' + rest);
  }
  if (value < 0)
    *--p = '-';
  std::memcpy(out, p, static_cast<size_t>(end - p));
  return static_cast<size_t>(end - p);
}

size_t forge::rt::formatFloat(double value, char *out) {
  if (value != value) {
    std::memcpy(out, "NaN", 3);
    return 3;
  }
  char *p = out;
  if (std::bit_cast<int64_t>(value) < 0)
    *p++ = '-';
  if (value == 0) {
    *p++ = '0';
    return static_cast<size_t>(p - out);
  }
  if (value - value != 0) {
    std::memcpy(p, "inf", 3);
    return static_cast<size_t>(p + 3 - out);
  }
  Decimal d = shortestDecimal(value);
  while (d.digits % 10 == 0) {
    d.digits /= 10;
    ++d.exponent;
  }
  char digits[20];
  auto n = static_cast<int>(formatInt(static_cast<int64_t>(d.digits), digits));
  int point = n + d.exponent; // digits before the decimal point
  if (point <= 0) {
    *p++ = '0';
    *p++ = '.';
    std::memset(p, '0', static_cast<size_t>(-point));
    p += -point;
    std::memcpy(p, digits, static_cast<size_t>(n));
    p += n;
  } else if (point >= n) {
    std::memcpy(p, digits, static_cast<size_t>(n));
    p += n;
    std::memset(p, '0', static_cast<size_t>(point - n));
    p += point - n;
  } else {
    std::memcpy(p, digits, static_cast<size_t>(point));
    p += point;
    *p++ = '.';
    std::memcpy(p, digits + point, static_cast<size_t>(n - point));
    p += n - point;
  }
  return static_cast<size_t>(p - out);
}
