//===- SignalScope.h - SIGINT and SIGTERM ---------------------------------===//

#ifndef FORGE_RT_NET_SIGNALSCOPE_H
#define FORGE_RT_NET_SIGNALSCOPE_H

#include <csignal>
#include <cstdint>

namespace forge::net {

/// What is added to the eventfd of a server.
inline constexpr uint64_t wakeUp = 1, stopRequest = uint64_t(1) << 32;

/// While it exists, the first SIGINT or SIGTERM writes to an eventfd, and the
/// second one ends the process at once.
class SignalScope {
public:
  explicit SignalScope(int eventfd);
  ~SignalScope();
  SignalScope(const SignalScope &) = delete;
  SignalScope &operator=(const SignalScope &) = delete;

private:
  struct sigaction previous[2];
};

} // namespace forge::net

#endif // FORGE_RT_NET_SIGNALSCOPE_H
