//===- JsonReply.h - values as bodies of replies --------------------------===//

#ifndef FORGE_RT_NET_JSONREPLY_H
#define FORGE_RT_NET_JSONREPLY_H

#include "core/StringObject.h"

#include <string>

namespace forge::rt {

/// Appends a value as compact JSON. Everything has a form: what JSON lacks
/// becomes `"<TypeName>"`, and the name of the first such type is returned.
std::string_view appendJsonReply(std::string &out, Bits value);

} // namespace forge::rt

#endif // FORGE_RT_NET_JSONREPLY_H
