// libpcap by dlopen(3).
#include "framework/net/libpcap.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <stdexcept>

namespace pkttest::net {

namespace {

/// Stays loaded to the end: filters outlive any scope.
void* open_library() {
    for (const char* name : {"libpcap.so.0.8", "libpcap.so.1", "libpcap.so"})  // Debian's name, the others'.
        if (void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
    throw std::runtime_error(fmt::format("filters need the library libpcap: {}", ::dlerror()));
}

template <class Function>
void find(void* library, const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(::dlsym(library, name));
    if (function == nullptr)
        throw std::runtime_error(fmt::format("filters need the library libpcap: {}", ::dlerror()));
}

Libpcap load() {
    void* library = open_library();
    Libpcap out{};
    find(library, "pcap_open_dead", out.open_dead);
    find(library, "pcap_close", out.close);
    find(library, "pcap_compile", out.compile);
    find(library, "pcap_freecode", out.freecode);
    find(library, "pcap_geterr", out.geterr);
    find(library, "pcap_offline_filter", out.offline_filter);
    return out;
}

}  // namespace

const Libpcap& libpcap() {
    static const Libpcap loaded = load();
    return loaded;
}

}  // namespace pkttest::net
