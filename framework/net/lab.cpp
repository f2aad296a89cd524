// Lab: names, namespaces, links between them; commands and removal.
#include "framework/net/lab.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <set>
#include <stdexcept>
#include <system_error>

#include "framework/net/ip_address.h"
#include "framework/net/lab_wiring.h"
#include "framework/net/namespaces.h"
#include "framework/net/process.h"

namespace pkttest::net {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds command_limit{60'000};
constexpr milliseconds grace{1000};
constexpr std::string_view family_prefix = "pkttest-";

/// The processes that labs belong to may make several.
std::string make_prefix() {
    static std::atomic<int> count{0};
    const int number = count.fetch_add(1);
    return number == 0 ? fmt::format("{}{}-", family_prefix, ::getpid())
                       : fmt::format("{}{}-{}-", family_prefix, ::getpid(), number);
}

bool is_word(std::string_view text) {
    return !text.empty() && text != "." && text != ".." && text.front() != '-' &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
           });
}

void check_link(const std::string& link) {
    constexpr std::size_t longest = 15;
    if (!is_word(link) || link.size() > longest || link == "lo" || link == "all" || link == "default")
        throw std::runtime_error(
            fmt::format("a lab's link becomes an interface of its name, and \"{}\" cannot be one: at most {} "
                        "letters, digits, _ - and . are allowed",
                        link, longest));
}

void check_host(const LabHost& host) {
    if (!is_word(host.name) || host.name.size() > 100 || host.name == "tester")
        throw std::runtime_error(fmt::format("\"{}\" cannot be the name of a host in a lab", host.name));
    std::set<std::string> links;
    for (const LabPort& port : host.ports) {
        check_link(port.link);
        if (!links.insert(port.link).second)
            throw std::runtime_error(fmt::format("host {} has the link {} twice", host.name, port.link));
        for (const std::string& address : port.addresses)
            if (!parse_network(address))
                throw std::runtime_error(fmt::format("host {}, link {}: \"{}\" is no address with a prefix",
                                                     host.name, port.link, address));
    }
}

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// "sleep 9 &" is "sleep 9", which keeps running; "a && b" and "a &&" stay what they are.
bool take_ampersand(std::string& text) {
    std::string_view all = trimmed(text);
    if (!all.ends_with('&') || all.ends_with("&&")) return false;
    all.remove_suffix(1);
    text = std::string(trimmed(all));
    return true;
}

}  // namespace

Lab::Lab(std::vector<LabHost> hosts)
    : hosts_(std::move(hosts)), prefix_(make_prefix()), tester_(prefix_ + "tester") {
    check_names();
    if (::geteuid() != 0)
        throw std::runtime_error(
            "a lab makes network namespaces, which needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN): run the "
            "same "
            "command with sudo");
    made_ = true;
    try {
        make_wiring(hosts_, prefix_);
        for (const LabHost& host : hosts_)
            for (const LabCommand& command : host.commands) run(host, command);
    } catch (...) {
        remove();
        throw;
    }
}

Lab::~Lab() { remove(); }

void Lab::check_names() const {
    std::set<std::string> names;
    for (const LabHost& host : hosts_) {
        check_host(host);
        if (!names.insert(host.name).second)
            throw std::runtime_error(fmt::format("two hosts of the lab are named {}", host.name));
    }
}

void Lab::run(const LabHost& host, const LabCommand& command) {
    std::string text = command.text;
    const bool keeps_running = take_ampersand(text) || command.keeps_running;
    const std::vector<std::string> arguments = {"ip",      "netns", "exec", prefix_ + host.name,
                                                "/bin/sh", "-c",    text};
    if (keeps_running) {
        background_.push_back({start_process(arguments), host.name, text});
        return;
    }
    const Finished finished = run_process(arguments, "", command_limit);
    if (!finished.in_time)
        throw std::runtime_error(
            fmt::format("host {}: `{}` did not end within {} s; what keeps running ends in \"&\"", host.name,
                        text, std::chrono::duration_cast<std::chrono::seconds>(command_limit).count()));
    if (finished.status != 0)
        throw std::runtime_error(fmt::format("host {}: `{}` failed with status {}{}{}", host.name, text,
                                             finished.status, finished.errors.empty() ? "" : ": ",
                                             trimmed(finished.errors)));
}

std::string Lab::trouble() const {
    constexpr int not_found = 127;
    for (const Background& each : background_) {
        const auto status = failure_of(each.group);
        if (status)
            return fmt::format("host {}: `{}` should keep running and ended with status {}{}", each.host,
                               each.text, *status,
                               *status == not_found ? ", as where no such program is" : "");
    }
    return {};
}

void Lab::remove() noexcept {
    if (!made_) return;
    made_ = false;
    for (const Background& each : background_) end_process_group(each.group, grace);
    background_.clear();
    for (const LabHost& host : hosts_) delete_namespace(prefix_ + host.name);
    delete_namespace(tester_);
}

void Lab::remove_leftovers() noexcept {
    try {
        for (const std::string& name : find_namespaces(family_prefix)) {
            const char* const end = name.data() + name.size();
            pid_t owner = 0;
            const auto read = std::from_chars(name.data() + family_prefix.size(), end, owner);
            if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '-' || owner <= 1) continue;
            if (!is_running(owner)) delete_namespace(name);
        }
    } catch (const std::exception&) {
        // Out of memory: the next run removes them.
    }
}

std::string Lab::namespace_of(std::string_view host) const {
    for (const LabHost& each : hosts_)
        if (each.name == host) return prefix_ + each.name;
    throw std::invalid_argument(fmt::format("the lab has no host {}", host));
}

std::string Lab::interface_of(std::string_view link) const {
    for (const std::string& each : links())
        if (each == link) return each;
    throw std::invalid_argument(fmt::format("no host of the lab has the link {}", link));
}

std::vector<std::string> Lab::device_addresses(std::string_view link) const {
    std::vector<std::string> out;
    for (const LabHost& host : hosts_)
        for (const LabPort& port : host.ports)
            if (port.link == link) out.insert(out.end(), port.addresses.begin(), port.addresses.end());
    return out;
}

std::vector<std::string> Lab::links() const {
    std::vector<std::string> out;
    for (const LabHost& host : hosts_)
        for (const LabPort& port : host.ports)
            if (std::find(out.begin(), out.end(), port.link) == out.end()) out.push_back(port.link);
    return out;
}

}  // namespace pkttest::net
