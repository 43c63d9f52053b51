//===- RequestId.cpp - ids of requests ------------------------------------===//

#include "RequestId.h"

#include <cstdlib>
#include <sys/random.h>

using namespace forge::net;

void RequestIds::next(std::string &text) {
  if (used == sizeof(bytes)) {
    used = 0;
    if (getrandom(bytes, sizeof(bytes), 0) != ssize_t(sizeof(bytes)))
      std::abort(); // the kernel gives that many without interruption
  }
  unsigned char *random = bytes + used;
  used += size;
  random[6] = (random[6] & 0x0F) | 0x40;
  random[8] = (random[8] & 0x3F) | 0x80;
  static constexpr char digits[] = "0123456789abcdef";
  text.resize(36);
  char *out = text.data();
  for (size_t i = 0; i < size; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *out++ = '-';
    *out++ = digits[random[i] >> 4];
    *out++ = digits[random[i] & 15];
  }
}

std::string_view forge::net::loggedId(std::string_view id) {
  for (char c : id)
    if (static_cast<unsigned char>(c) >= 0x80)
      return "unknown";
  return id.empty() ? "unknown" : id.substr(0, loggedIdSize);
}
