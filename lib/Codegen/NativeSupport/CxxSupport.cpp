//===- CxxSupport.cpp - what C++ headers expect of a C++ library ----------===//
//
// The runtime uses the header-only part of the C++ library, without exceptions.
// The headers still call a few functions: those that would throw, and the
// allocation operators. These definitions spare a native program the C++
// library, which would multiply its size. They are linked into programs only,
// never into the compiler, which has the library.
//
//===----------------------------------------------------------------------===//

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

[[noreturn, gnu::cold]] static void fail(const char *what) {
  std::fprintf(stderr, "forge: internal error in the runtime: %s\n", what);
  std::abort();
}

namespace std {
void __throw_bad_alloc() { fail("out of memory"); }
void __throw_bad_array_new_length() { fail("array size overflow"); }
void __throw_bad_function_call() { fail("call of an empty function"); }
void __throw_bad_optional_access() { fail("access to an empty optional"); }
void __throw_invalid_argument(const char *what) { fail(what); }
void __throw_length_error(const char *what) { fail(what); }
void __throw_logic_error(const char *what) { fail(what); }
void __throw_out_of_range(const char *what) { fail(what); }
void __throw_out_of_range_fmt(const char *what, ...) { fail(what); }
void __throw_runtime_error(const char *what) { fail(what); }
} // namespace std

extern "C" [[noreturn]] void __cxa_pure_virtual() { fail("pure virtual call"); }

static void *allocate(std::size_t size) {
  if (void *memory = std::malloc(size ? size : 1))
    return memory;
  fail("out of memory");
}

void *operator new(std::size_t size) { return allocate(size); }
void *operator new[](std::size_t size) { return allocate(size); }
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete[](void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void *memory, std::size_t) noexcept {
  std::free(memory);
}
