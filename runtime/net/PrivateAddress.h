//===- PrivateAddress.h - addresses that programs must not ask ------------===//

#ifndef FORGE_RT_NET_PRIVATEADDRESS_H
#define FORGE_RT_NET_PRIVATEADDRESS_H

struct sockaddr;

namespace forge::net {

/// Whether an address is a loopback, private, link-local, multicast,
/// unspecified or broadcast one. IPv6 addresses that stand for one of IPv4 are
/// that.
bool isPrivateAddress(const sockaddr *address);

} // namespace forge::net

#endif // FORGE_RT_NET_PRIVATEADDRESS_H
