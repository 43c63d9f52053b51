//===- UrlText.h - percent-encoded texts ----------------------------------===//

#ifndef FORGE_RT_NET_URLTEXT_H
#define FORGE_RT_NET_URLTEXT_H

#include <string>
#include <string_view>

namespace forge::net {

/// The text with `%XX` decoded, and `+` as a blank in forms and queries. What
/// is no escape stays as it is.
std::string percentDecode(std::string_view text, bool plusIsBlank);

/// Takes the next `key=value` off a query or form, decoded; false at the end.
bool nextPair(std::string_view &rest, std::string &key, std::string &value);

std::string base64(std::string_view text);

/// Whether bytes are well-formed UTF-8.
bool isUtf8(std::string_view text);

} // namespace forge::net

#endif // FORGE_RT_NET_URLTEXT_H
