// Exchange: links, tests and machines. The loop, sending and expecting are in files of their own.
#include "framework/exchange/exchange.h"

#include <fmt/format.h>

#include <algorithm>

namespace pkttest::exchange {

Exchange::Exchange(Clock& clock, StopFlag& stop, Observer* observer, double time_scale)
    : clock_(clock), stop_(stop), observer_(observer), time_scale_(time_scale) {}

Exchange::~Exchange() = default;

std::size_t Exchange::add_link(std::string name, std::shared_ptr<net::Link> link, LinkSettings settings) {
    auto port = std::make_unique<Port>();
    port->name = std::move(name);
    ports_.push_back(std::move(port));
    replace_link(ports_.size() - 1, std::move(link), std::move(settings));
    return ports_.size() - 1;
}

void Exchange::replace_link(std::size_t index, std::shared_ptr<net::Link> link, LinkSettings settings) {
    Port& port = *ports_[index];
    port.settings = std::move(settings);
    port.link = std::move(link);
    port.link->arm("");
    port.recorded = dynamic_cast<const net::RecordedLink*>(port.link.get());
    port.addressing = Addressing(*port.link, port.settings.device_addresses, port.settings.own_addresses,
                                 port.settings.uses_system_routes);
    port.before = port.link->statistics();
}

std::optional<std::size_t> Exchange::find_link(std::string_view name) const {
    for (std::size_t i = 0; i < ports_.size(); ++i)
        if (ports_[i]->name == name) return i;
    return std::nullopt;
}

void Exchange::begin_test(Duration limit) {
    history_.clear();
    machines_.clear();
    forgotten_ = unseen_ = 0;
    undecided_ = false;
    next_id_ = 0;
    asked_.reset();
    opening_ = false;
    observed_ = true;
    set_limit(limit);
    for (const auto& port : ports_) {
        port->own.clear();
        port->addressing.forget();
        port->before = port->link->statistics();
    }
    clock_.restart(Time{0});
    test_start_ = clock_.now();
    round_ = {0, test_start_};
}

void Exchange::set_limit(Duration limit) {
    limit_ = limit.count() > 0 ? RealClock().steady() + limit : Time{0};
}

std::vector<LinkReport> Exchange::counts() {
    std::vector<LinkReport> out;
    for (const auto& port : ports_) {
        const net::Statistics now = port->link->statistics();
        const net::Statistics& before = port->before;
        out.push_back(
            {port->name,
             {now.received - before.received, now.sent - before.sent, now.dropped - before.dropped}});
    }
    return out;
}

std::string Exchange::blind_spot() const {
    for (std::size_t i = 0; i < ports_.size(); ++i)
        if (const std::string why = blind_spot(i); !why.empty()) return ports_[i]->name + ": " + why;
    if (undecided_) return "a frame that the capture cut may have been one";
    if (unseen_ == 0) return {};
    return fmt::format("{} packets came before they were looked for, more than are remembered", unseen_);
}

std::uint64_t Exchange::dropped(std::span<const std::size_t> links) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < ports_.size(); ++i)
        if (links.empty() || std::find(links.begin(), links.end(), i) != links.end())
            sum += ports_[i]->link->statistics().dropped - ports_[i]->before.dropped;
    return sum;
}

void Exchange::answer(std::size_t link, std::string name, std::unique_ptr<Answerer> machine,
                      std::uint64_t times) {
    machines_.push_back({link, std::move(name), std::move(machine), times});
}

void Exchange::end_machines(std::size_t count) {
    while (machines_.size() > count) machines_.pop_back();
}

}  // namespace pkttest::exchange
