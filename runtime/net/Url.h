//===- Url.h - URLs of requests -------------------------------------------===//

#ifndef FORGE_RT_NET_URL_H
#define FORGE_RT_NET_URL_H

#include <cstdint>
#include <string>
#include <string_view>

namespace forge::net {

/// The parts of an `http` or `https` URL.
struct Url {
  bool isSecure = false;
  std::string host; ///< in lower case, without the brackets of IPv6
  uint16_t port = 80;
  std::string target = "/"; ///< path and query, as they are sent
  std::string credentials;  ///< `user:password`, if the URL has them

  /// What a `Host` field says.
  std::string authority() const;
  bool hasSameOrigin(const Url &other) const {
    return isSecure == other.isSecure && host == other.host &&
           port == other.port;
  }
};

/// Takes a URL apart. What is wrong with it, or an empty text.
std::string parseUrl(std::string_view text, Url &url);

/// The URL that a reference on a page of `base` means.
std::string resolveReference(const Url &base, std::string_view reference);

/// Appends the text with everything but unreserved characters as `%XX`.
void percentEncode(std::string &out, std::string_view text);

} // namespace forge::net

#endif // FORGE_RT_NET_URL_H
