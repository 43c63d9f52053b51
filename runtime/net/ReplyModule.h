//===- ReplyModule.h - replies that handlers choose -----------------------===//

#ifndef FORGE_RT_NET_REPLYMODULE_H
#define FORGE_RT_NET_REPLYMODULE_H

#include "Http.h"
#include "core/Value.h"

namespace forge::rt {

/// Whether a value was made by `http.reply` or one of its relatives.
bool isReply(Bits value);

/// Fills in the reply that such a value means; the texts live in `body` and
/// `fields`, the type in the value.
void readReply(Context &ctx, Bits value, net::Reply &reply, std::string &body,
               std::string &fields);

} // namespace forge::rt

#endif // FORGE_RT_NET_REPLYMODULE_H
