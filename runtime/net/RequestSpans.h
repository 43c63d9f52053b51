//===- RequestSpans.h - where the events of a request happen --------------===//

#ifndef FORGE_RT_NET_REQUESTSPANS_H
#define FORGE_RT_NET_REQUESTSPANS_H

#include "Http.h"
#include "RequestId.h"
#include "log/Log.h"

namespace forge::net {

/// The spans of a request that is being answered; valid as long as that.
class RequestSpans {
public:
  explicit RequestSpans(const Exchange &exchange)
      : context{{"method", exchange.request().methodText},
                {"uri", exchange.request().target},
                {"version",
                 exchange.request().version == 10 ? "HTTP/1.0" : "HTTP/1.1"},
                {"request_id", loggedId(exchange.request().id)}},
        handler{{"handler", exchange.handler}},
        all{{"request", context}, {"forge.handler", handler}},
        count(exchange.handler.empty() ? 1 : 2) {}
  RequestSpans(const RequestSpans &) = delete;
  RequestSpans &operator=(const RequestSpans &) = delete;

  std::span<const rt::LogSpan> view() const { return {all, count}; }

private:
  rt::LogField context[4], handler[1];
  rt::LogSpan all[2];
  size_t count;
};

} // namespace forge::net

#endif // FORGE_RT_NET_REQUESTSPANS_H
