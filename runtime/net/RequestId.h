//===- RequestId.h - ids of requests --------------------------------------===//

#ifndef FORGE_RT_NET_REQUESTID_H
#define FORGE_RT_NET_REQUESTID_H

#include <cstddef>
#include <string>
#include <string_view>

namespace forge::net {

/// Makes random UUIDs, version 4. The kernel's random bytes are taken in pieces
/// for many of them.
class RequestIds {
public:
  void next(std::string &out);

private:
  static constexpr size_t size = 16, count = 64;
  unsigned char bytes[size * count];
  size_t used = sizeof(bytes);
};

inline constexpr size_t loggedIdSize = 64;
/// The id as the log shows it: cut, or `unknown` if it is empty or not ASCII.
std::string_view loggedId(std::string_view id);

} // namespace forge::net

#endif // FORGE_RT_NET_REQUESTID_H
