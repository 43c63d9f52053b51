//===- PrivateAddress.cpp - addresses that programs must not ask ----------===//

#include "PrivateAddress.h"

#include <arpa/inet.h>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>

using namespace forge::net;

static bool isPrivate4(uint32_t ip) {
  struct Block {
    uint32_t base;
    int bits;
  };
  static constexpr Block blocks[] = {
      {0x00000000, 8},  // this network, unspecified
      {0x0A000000, 8},  // private
      {0x64400000, 10}, // shared by carriers
      {0x7F000000, 8},  // loopback
      {0xA9FE0000, 16}, // link-local
      {0xAC100000, 12}, // private
      {0xC0A80000, 16}, // private
      {0xE0000000, 3},  // multicast, reserved, broadcast
  };
  for (const Block &block : blocks)
    if ((ip ^ block.base) >> (32 - block.bits) == 0)
      return true;
  return false;
}

bool forge::net::isPrivateAddress(const sockaddr *address) {
  if (address->sa_family == AF_INET) {
    auto *ip4 = reinterpret_cast<const sockaddr_in *>(address);
    return isPrivate4(ntohl(ip4->sin_addr.s_addr));
  }
  if (address->sa_family != AF_INET6)
    return true;
  const uint8_t *ip =
      reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr.s6_addr;
  static constexpr uint8_t zeros[16] = {};
  auto inner = [&](int at) {
    return isPrivate4(uint32_t(ip[at]) << 24 | uint32_t(ip[at + 1]) << 16 |
                      uint32_t(ip[at + 2]) << 8 | ip[at + 3]);
  };
  static constexpr uint8_t nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
  if (std::memcmp(ip, zeros, 10) == 0 && ip[10] == 0xFF && ip[11] == 0xFF)
    return inner(12); // mapped
  if (std::memcmp(ip, nat64, 12) == 0)
    return inner(12); // translated
  if (ip[0] == 0x20 && ip[1] == 0x02)
    return inner(2); // 6to4
  if (std::memcmp(ip, zeros, 12) == 0)
    return true; // unspecified, loopback, compatible
  return ip[0] == 0xFF || (ip[0] & 0xFE) == 0xFC ||
         (ip[0] == 0xFE && (ip[1] & 0xC0) == 0x80);
}
