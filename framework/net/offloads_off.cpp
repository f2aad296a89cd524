// Offloads off and on again, with a record in /run for the case that this process is killed.
#include "framework/net/offloads_off.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "framework/net/descriptor.h"
#include "framework/net/process.h"

namespace pkttest::net {

namespace {

/// One file for each interface: "PID NAMESPACE INTERFACE", then the names of what was on.
const std::filesystem::path records = "/run/pkttest-offloads";

Descriptor any_socket() {
    Descriptor out(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!out.is_open()) throw std::system_error(errno, std::generic_category(), "cannot open a socket");
    return out;
}

std::string this_namespace() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/ns/net", ignored).string();
}

const Offload* find_offload(const std::string& name) {
    const auto all = offloads();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Offload& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// What a killed process has left off in this namespace.
void bring_back_leftovers(int socket) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(records, ignored)) {
        std::ifstream file(entry.path());
        pid_t owner = 0;
        std::string where, interface, name;
        if (!(file >> owner >> where >> interface) || where != this_namespace()) continue;
        if (is_running(owner)) continue;
        while (file >> name)
            if (const Offload* offload = find_offload(name)) switch_on(socket, interface, *offload);
        std::filesystem::remove(entry.path(), ignored);
    }
}

std::string write_record(const std::string& interface, const std::vector<const Offload*>& switched) {
    std::error_code failed;
    std::filesystem::create_directories(records, failed);
    const auto path = records / fmt::format("{}-{}", ::getpid(), interface);
    std::ofstream out(path);
    out << ::getpid() << ' ' << this_namespace() << ' ' << interface;
    for (const Offload* each : switched) out << ' ' << each->name;
    return out ? path.string() : "";
}

}  // namespace

OffloadsOff::OffloadsOff(std::string interface) : interface_(std::move(interface)) {
    const Descriptor socket = any_socket();
    bring_back_leftovers(socket.get());
    for (const Offload& each : offloads())
        if (is_on(socket.get(), interface_, each)) switched_.push_back(&each);
    if (switched_.empty()) return;
    record_ = write_record(interface_, switched_);
    for (const Offload* each : switched_) {
        const bool done = switch_off(socket.get(), interface_, *each);
        const int error = errno;
        if (done && !is_on(socket.get(), interface_, *each)) continue;
        restore();
        throw std::system_error(done ? EOPNOTSUPP : error, std::generic_category(),
                                fmt::format("{} of {} cannot be switched off, which needs the capability "
                                            "CAP_NET_ADMIN and a driver that can",
                                            each->name, interface_));
    }
}

OffloadsOff::~OffloadsOff() { restore(); }

void OffloadsOff::restore() noexcept {
    if (switched_.empty()) return;
    try {
        const Descriptor socket = any_socket();
        for (const Offload* each : switched_) switch_on(socket.get(), interface_, *each);
        if (!record_.empty()) std::filesystem::remove(record_);
    } catch (const std::exception&) {
        return;  // The record stays for the next process.
    }
    switched_.clear();
}

std::string OffloadsOff::note() const {
    std::string names;
    for (const Offload* each : switched_) names.append(names.empty() ? "" : ", ").append(each->name);
    return names.empty() ? fmt::format("{} has no offload on", interface_)
                         : fmt::format("{} of {} off while the run lasts", names, interface_);
}

}  // namespace pkttest::net
