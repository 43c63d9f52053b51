//===- ClientStream.h - a connection to a server --------------------------===//

#ifndef FORGE_RT_NET_CLIENTSTREAM_H
#define FORGE_RT_NET_CLIENTSTREAM_H

#include "Url.h"

struct ssl_st;

namespace forge::net {

/// A TCP connection, with TLS for `https`. Every operation ends at the
/// deadline, a time of the monotonic clock in milliseconds.
class ClientStream {
public:
  explicit ClientStream(int64_t deadline) : deadline(deadline) {}
  ~ClientStream();
  ClientStream(const ClientStream &) = delete;
  ClientStream &operator=(const ClientStream &) = delete;

  /// Connects; what is wrong, or an empty text. Addresses are looked up once,
  /// and unless private ones are allowed none may be private.
  std::string connect(const Url &url, bool allowsPrivate);
  std::string write(std::string_view text);
  /// Reads some bytes into `count`; 0 at the end.
  std::string read(char *space, size_t size, size_t &count);

private:
  std::string connectTo(const void *address, unsigned size);
  std::string startTls(const Url &url);
  /// Waits until the socket is ready; false at the deadline.
  bool wait(short events);
  std::string tlsFault(const char *what);

  int64_t deadline;
  int socket = -1;
  ssl_st *tls = nullptr;
};

/// Milliseconds of a clock that never goes back.
int64_t monotonicTime();

} // namespace forge::net

#endif // FORGE_RT_NET_CLIENTSTREAM_H
