// Links of a campaign, opened and renewed.
#include "framework/runner/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "framework/net/live_link.h"
#include "framework/net/memory_link.h"

namespace pkttest::runner {

namespace {

constexpr std::string_view capture_prefix = "pcap:";

/// The campaign's links with what the command line says of them.
std::vector<DeclaredLink> apply_options(std::vector<DeclaredLink> links, const RunOptions& options) {
    if (links.empty()) links.push_back({"memory", "memory", {}});
    for (const auto& [name, where] : options.links) {
        const auto found = std::find_if(links.begin(), links.end(),
                                        [wanted = name](const auto& each) { return each.name == wanted; });
        if (found != links.end()) found->where = where;  // Else it is another campaign's.
    }
    return links;
}

bool is_live(const std::string& where) { return where != "memory" && !where.starts_with(capture_prefix); }

bool is_overridden(const std::string& name, const RunOptions& options) {
    return std::any_of(options.links.begin(), options.links.end(),
                       [&](auto& each) { return each.first == name; });
}

}  // namespace

std::vector<std::string> live_interfaces(const std::vector<DeclaredLink>& declared,
                                         const std::vector<net::LabHost>& hosts, const RunOptions& options) {
    std::set<std::string> out;
    const auto in_lab = [&](const std::string& link) {
        return options.lab && !is_overridden(link, options) &&
               std::any_of(hosts.begin(), hosts.end(), [&](const net::LabHost& host) {
                   return std::any_of(host.ports.begin(), host.ports.end(),
                                      [&](const net::LabPort& port) { return port.link == link; });
               });
    };
    for (const DeclaredLink& link : apply_options(declared, options))
        if (options.replay.empty() && is_live(link.where) && !in_lab(link.name)) out.insert(link.where);
    return {out.begin(), out.end()};
}

Links::Links(const std::vector<DeclaredLink>& declared, std::vector<net::LabHost> hosts,
             const Recording* recording, const RunOptions& options, exchange::StopFlag& stop,
             exchange::Observer& observer)
    : recording_(recording) {
    if (!hosts.empty() && recording == nullptr) {
        net::Lab::remove_leftovers();
        lab_ = std::make_unique<net::Lab>(std::move(hosts));
    }
    bool real = false;
    for (DeclaredLink& link : apply_options(declared, options)) {
        const bool in_lab = lab_ && !is_overridden(link.name, options);
        slots_.push_back({link, kind_of(link)});
        const auto cables = in_lab ? lab_->links() : std::vector<std::string>{};
        if (std::find(cables.begin(), cables.end(), link.name) != cables.end())
            slots_.back().kind = Kind::lab;
        real = real || slots_.back().kind == Kind::live || slots_.back().kind == Kind::lab;
    }
    if (real)
        clock_ = std::make_unique<exchange::RealClock>();
    else
        clock_ = std::make_unique<exchange::VirtualClock>();
    if (options.offloads_off) switch_offloads_off();
    exchange_ = std::make_unique<exchange::Exchange>(*clock_, stop, &observer, options.time_scale);
    for (const Slot& slot : slots_) exchange_->add_link(slot.declared.name, open(slot), settings_of(slot));
}

Links::~Links() = default;

void Links::switch_offloads_off() {
    for (const Slot& slot : slots_) {
        const std::string& where = slot.declared.where;
        if (slot.kind == Kind::live && !offloads_.contains(where)) offloads_.try_emplace(where, where);
    }
}

Links::Kind Links::kind_of(const DeclaredLink& link) const {
    if (recording_ != nullptr) return Kind::recorded;
    if (is_live(link.where)) return Kind::live;
    return link.where == "memory" ? Kind::memory : Kind::capture;
}

std::shared_ptr<net::Link> Links::open(const Slot& slot) const {
    const std::string& name = slot.declared.name;
    const std::string& where = slot.declared.where;
    switch (slot.kind) {
        case Kind::lab:
            return std::make_shared<net::LiveLink>(name, lab_->interface_of(name), lab_->tester_namespace());
        case Kind::live:
            return std::make_shared<net::LiveLink>(name, where);
        case Kind::capture:
            return std::make_shared<net::CaptureLink>(name, where.substr(capture_prefix.size()));
        case Kind::recorded:
            return std::make_shared<net::RecordedLink>(name, 1, std::vector<net::Frame>{});
        case Kind::memory:
            break;
    }
    return std::make_shared<net::MemoryLink>(name);
}

exchange::LinkSettings Links::settings_of(const Slot& slot) const {
    exchange::LinkSettings settings;
    settings.machines_are_device = slot.kind == Kind::memory;
    settings.asks_machines_only = slot.kind == Kind::memory || slot.kind == Kind::capture;
    settings.uses_system_routes = slot.kind == Kind::live;
    settings.device_addresses = slot.declared.device_addresses;
    return settings;
}

void Links::begin_test(const std::string& id, exchange::Duration limit) {
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].kind == Kind::memory || slots_[i].kind == Kind::capture)
            exchange_->replace_link(i, open(slots_[i]), settings_of(slots_[i]));
    if (recording_ != nullptr) renew_recorded(id);
    exchange_->begin_test(limit);
}

void Links::renew_recorded(const std::string& id) {
    replayed_ = recording_->find(id);
    if (replayed_ == nullptr) throw std::runtime_error("this test is not in the recording");
    const auto links = recording_->open(*replayed_);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const std::string& name = slots_[i].declared.name;
        const auto& ports = replayed_->ports;
        const auto found =
            std::find_if(ports.begin(), ports.end(), [&](auto& each) { return each.name == name; });
        if (found == ports.end()) throw std::runtime_error(fmt::format("the recording has no link {}", name));
        exchange::LinkSettings settings = settings_of(slots_[i]);
        settings.own_addresses = found->addresses;
        settings.asks_machines_only = found->memory;
        exchange_->replace_link(i, links[static_cast<std::size_t>(found - ports.begin())], settings);
    }
}

std::vector<LinkReady> Links::describe() const {
    std::vector<LinkReady> out;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const net::LinkDescription description = exchange_->link(i).describe();
        out.push_back(
            {slots_[i].declared.name, description.where, description.clock_source, description.notes});
        if (const auto off = offloads_.find(slots_[i].declared.where); off != offloads_.end())
            out.back().notes.push_back(off->second.note());
    }
    return out;
}

std::vector<RecordedPort> Links::ports() {
    std::vector<RecordedPort> out;
    const auto counts = exchange_->counts();
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const net::Link& link = exchange_->link(i);
        out.push_back({slots_[i].declared.name, link.link_type(), link.hardware_address(),
                       counts[i].counts.dropped, exchange_->settings(i).asks_machines_only,
                       exchange_->addressing(i).own_addresses(), exchange_->blind_spot(i)});
    }
    return out;
}

bool Links::has_ipv6(std::string_view name) const {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].declared.name != name) continue;
        if (slots_[i].kind != Kind::live && slots_[i].kind != Kind::lab) return true;
        std::vector<std::string> addresses = exchange_->addressing(i).own_addresses();
        const auto& device = slots_[i].declared.device_addresses;
        addresses.insert(addresses.end(), device.begin(), device.end());
        return std::any_of(addresses.begin(), addresses.end(),
                           [](const std::string& each) { return each.find(':') != std::string::npos; });
    }
    return false;
}

std::uint64_t Links::recorded_drops() const {
    std::uint64_t sum = 0;
    if (replayed_ != nullptr)
        for (const RecordedPort& port : replayed_->ports) sum += port.dropped;
    return sum;
}

}  // namespace pkttest::runner
