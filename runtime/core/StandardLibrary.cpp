//===- StandardLibrary.cpp - what templates need of the C++ library -------===//
//
// The runtime uses only templates of the C++ standard library, so that native
// programs are linked without the library itself. With libstdc++ 12,
// `string_view::substr` still refers to one function, which throws. It is never
// called: positions are checked before. Weak, for programs that do link the
// library.
//
//===----------------------------------------------------------------------===//

#include <cstdlib>
#include <string_view>

#if defined(__GLIBCXX__)

namespace std {

[[gnu::weak]] void __throw_out_of_range_fmt(const char *, ...) { abort(); }

} // namespace std

#endif
