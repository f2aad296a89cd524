// A short-lived thread inside a network namespace: only the thread changes its namespace.
#include "framework/net/in_namespace.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>

#include <cerrno>
#include <exception>
#include <system_error>
#include <thread>

#include "framework/net/descriptor.h"

namespace pkttest::net {

namespace {

void enter(const std::string& network_namespace) {
    const std::string path = namespace_path(network_namespace);
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open())
        throw std::system_error(errno, std::generic_category(),
                                fmt::format("cannot open the network namespace {}", network_namespace));
    if (::setns(file.get(), CLONE_NEWNET) != 0)
        throw std::system_error(
            errno, std::generic_category(),
            fmt::format("cannot enter the network namespace {}: that needs CAP_SYS_ADMIN, as by sudo",
                        network_namespace));
}

}  // namespace

std::string namespace_path(const std::string& network_namespace) {
    return network_namespace.find('/') == std::string::npos ? "/run/netns/" + network_namespace
                                                            : network_namespace;
}

void in_namespace(const std::string& network_namespace, const std::function<void()>& work) {
    if (network_namespace.empty()) return work();
    std::exception_ptr failure;
    std::thread([&] {
        try {
            enter(network_namespace);
            work();
        } catch (...) {
            failure = std::current_exception();
        }
    }).join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace pkttest::net
