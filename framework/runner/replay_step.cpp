// The step replay: a capture's packets at their own pace, at another speed, with other addresses.
#include <fmt/format.h>

#include "framework/net/bpf.h"
#include "framework/packet/address.h"
#include "framework/runner/step_runner.h"

namespace pkttest::runner {

using exchange::Duration;
using language::ClauseKind;
using language::EvaluationError;

namespace {

bool is_address(const Field& field) {
    return field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape;
}

/// Addresses by what stands for them, as texts: "10.0.0.1" to "192.0.2.1".
class Rewriting {
 public:
    Rewriting(const Value& value, language::Span where) {
        const auto* dictionary = value.as<std::shared_ptr<Dictionary>>();
        if (dictionary == nullptr)
            throw EvaluationError(where, "rewriting takes a dictionary of addresses",
                                  "for example: {\"10.0.0.1\": \"192.0.2.1\"}");
        for (const auto& [from, to] : **dictionary) {
            const auto [old_kind, old_address] = spelled(from, where);
            const auto [new_kind, new_address] = spelled(to, where);
            if (old_kind != new_kind)
                throw EvaluationError(where,
                                      fmt::format("{} is an {} address and cannot become the {} address {}",
                                                  represent(from), old_kind, new_kind, represent(to)));
            pairs_.push_back({old_address, new_address});
        }
    }

    /// The packet with other addresses; lengths and checksums of what is above and around them anew.
    Packet apply(const Packet& packet) {
        Packet out = packet;
        bool changed = false;
        for (std::size_t i = 0; i < out.size(); ++i)
            for (const Field& field : out[i].protocol().fields) {
                const Value* other = is_address(field) ? replacement(out[i].get(field)) : nullptr;
                if (other == nullptr) continue;
                out.set(i, field, *other);
                changed = true;
            }
        if (!changed) return packet;
        for (std::size_t i = 0; i < out.size(); ++i)
            for (const Field& field : out[i].protocol().fields)
                if (field.compute != nullptr && field.name == "chksum" && out[i].integer(field) != 0)
                    out.set(i, field, Value());  // 0 of UDP means that there is none.
        out.time = packet.time;
        return out;
    }

    /// Addresses that no packet had.
    std::vector<std::string> unused() const {
        std::vector<std::string> out;
        for (const Pair& pair : pairs_)
            if (!pair.used) out.push_back(represent(pair.from));
        return out;
    }

 private:
    struct Pair {
        Value from, to;
        bool used = false;
    };
    struct Spelled {
        std::string_view kind;
        Value address;
    };
    /// One spelling for each address.
    static Spelled spelled(const Value& value, language::Span where) {
        const std::string text = value.octets() != nullptr ? *value.octets() : "";
        if (const auto v4 = parse_ipv4(text))
            return {"IPv4", Value(ipv4_text(static_cast<std::uint32_t>(*v4)))};
        if (const auto v6 = parse_ipv6(text)) return {"IPv6", Value(ipv6_text(*v6))};
        if (const auto mac = parse_mac(text))
            return {"Ethernet", Value(mac_text(static_cast<std::uint64_t>(*mac)))};
        throw EvaluationError(where, fmt::format("{} is no address", represent(value)));
    }
    const Value* replacement(const Value& address) {
        for (Pair& pair : pairs_) {
            if (!(pair.from == address)) continue;
            pair.used = true;
            return &pair.to;
        }
        return nullptr;
    }
    std::vector<Pair> pairs_;
};

/// As a filter sees it: a packet without link layer gets one where the link has one.
Octets frame_of(const Packet& packet, int link_type) {
    static constexpr int ethernet = 1;
    const bool bare = !packet.empty() && (packet[0].is("IP") || packet[0].is("IPv6"));
    return link_type == ethernet && bare ? (Packet(*find_protocol("Ether")) / packet).build()
                                         : packet.build();
}

}  // namespace

void StepRunner::replay(const Step& step) {
    const Value value = language::evaluate(step.value, variables_);
    const std::string* path = value.octets();
    auto packets = language::to_packets(
        path != nullptr ? Value(variables_.services().read_capture(*path)) : value, step.value.span);
    if (const language::Expr* addresses = step.value_of(ClauseKind::rewriting)) {
        Rewriting rewriting(language::evaluate(*addresses, variables_), addresses->span);
        for (Packet& packet : packets) packet = rewriting.apply(packet);
        for (const std::string& address : rewriting.unused())
            add(LogLine{fmt::format("no packet has the address {} that is to be rewritten", address)});
    }
    for (const std::size_t link : links_of(step)) replay_on(link, step, packets);
}

/// Counted from the first packet, so that nothing drifts.
void StepRunner::replay_on(std::size_t link, const Step& step, const std::vector<Packet>& packets) {
    const bool paced = step.value_of(ClauseKind::every) == nullptr;
    const Duration every = duration_of(step, ClauseKind::every, Duration{0});
    const double speed = speed_of(step);
    const std::uint64_t times = count_of(step, 1);
    const net::Filter filter(filter_of(step), exchange_.link(link).link_type());
    exchange::Time began = exchange_.clock().steady();
    Duration due{0};
    for (std::uint64_t round = 0; round < times; ++round) {
        if (paced) began = exchange_.clock().steady();
        for (const Packet& packet : packets) {
            if (!filter.matches(frame_of(packet, exchange_.link(link).link_type()))) continue;
            const Duration since_first = packet.time - packets.front().time;
            if (paced)
                due = Duration(static_cast<std::int64_t>(static_cast<double>(since_first.count()) / speed));
            const Duration elapsed = exchange_.clock().steady() - began;
            const Duration left =
                due - std::chrono::duration_cast<Duration>(elapsed / exchange_.time_scale());
            if (left.count() > 0) exchange_.wait(left);
            exchange_.send(packet, link);
            due += every;
        }
    }
}

double StepRunner::speed_of(const Step& step) {
    const language::Expr* expr = step.value_of(ClauseKind::speed);
    if (expr == nullptr) return 1;
    double speed = 0;
    if (!language::evaluate(*expr, variables_).to_real(speed) || !(speed > 0))
        throw EvaluationError(expr->span, "speed is a number above 0", "for example: speed 10");
    return speed;
}

}  // namespace pkttest::runner
