//===- HttpClient.h - requests to other servers ---------------------------===//
//
// One request with its redirects, over TCP or TLS, waiting for the answer. Uses
// no state of the program, so it may run on any thread.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_HTTPCLIENT_H
#define FORGE_RT_NET_HTTPCLIENT_H

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forge::net {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct ClientRequest {
  std::string method = "GET";
  std::string url;
  HeaderList headers;
  std::string body;
  bool hasBody = false;
  int64_t timeout = 30'000; ///< in milliseconds, for all of it
  int64_t maxRedirects = 5;
  uint64_t maxBytes = uint64_t(100) << 20; ///< of the response's body
  bool allowsPrivate = false;              ///< loopback and private addresses
  int file = -1; ///< where the body of a 2xx or 3xx response goes, or -1
};

struct ClientResponse {
  std::string error; ///< why there is no response, or empty
  int status = 0;
  HeaderList headers; ///< names in lower case
  std::string body;
  uint64_t size = 0;   ///< of the body
  int64_t elapsed = 0; ///< milliseconds
};

ClientResponse sendRequest(const ClientRequest &request);

/// The value of the last field of that name in lower case, or null.
const std::string *findHeader(const HeaderList &headers, std::string_view name);

} // namespace forge::net

#endif // FORGE_RT_NET_HTTPCLIENT_H
