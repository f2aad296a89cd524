// Sessions that put packets together as they come, IPSession and TCPSession, and sniff() over captures.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/language/values/packet_session.h"
#include "framework/packet/streams.h"

namespace pkttest::language {

namespace {

/// Puts packets together.
template <class State>
class Reassembly final : public PacketSession {
 public:
    std::vector<Packet> add(const Packet& packet, Span) override { return state_.add(packet); }
    std::vector<Packet> rest() override { return state_.rest(); }

 private:
    State state_;
};

class NoSession final : public PacketSession {
 public:
    std::vector<Packet> add(const Packet& packet, Span) override { return {packet}; }
};

Value to_list(const std::vector<Packet>& packets) {
    List out;
    for (const Packet& packet : packets) out.emplace_back(packet);
    return Value(std::move(out));
}

/// None, a packet, or the list of several.
Value process(Call& call) {
    const auto packets =
        object_as<PacketSession>(*call.self)->add(to_packet(call[0], call.arguments[0].span), call.span);
    if (packets.empty()) return {};
    return packets.size() == 1 ? Value(packets.front()) : to_list(packets);
}

Value rest(Call& call) { return to_list(object_as<PacketSession>(*call.self)->rest()); }

constexpr Builtin table[] = {
    {"process",
     {{{"pkt", Kind::packet}}},
     Kind::unknown,
     "What is whole with this packet, or None.",
     process},
    {"rest", {}, Kind::list, "What never became whole.", rest},
};

Value run_ip_session(Call&) { return object_value<Reassembly<IpReassembly>>(); }
Value run_no_session(Call&) { return object_value<NoSession>(); }
Value run_tcp_session(Call&) { return object_value<Reassembly<TcpReassembly>>(); }

// ---- sniff -------------------------------------------------------------------------------------------

/// The options of sniff by their names.
struct Options {
    explicit Options(const Call& call) {
        for (const auto& [name, value] : call.pairs) put(call, name, value);
    }
    void put(const Call& call, std::string_view name, const Value& value) {
        static constexpr std::string_view without_effect[] = {"quiet", "timeout", "monitor", "chainCC"};
        if (name == "store")
            stores = is_true(value);
        else if (name == "prn")
            prn = value;
        else if (name == "lfilter")
            lfilter = value;
        else if (name == "stop_filter")
            stop_filter = value;
        else if (name == "session")
            session = value;
        else if (std::find(std::begin(without_effect), std::end(without_effect), name) ==
                 std::end(without_effect))
            throw EvaluationError(call.span,
                                  fmt::format("sniff takes no argument named {} for captures", name))
                .uncovered();
    }
    Value prn, lfilter, stop_filter, session;
    bool stores = true;
};

/// The packets of a file, of several, or of a list.
List packets_offline(const Call& call, const Value& from) {
    if (from.is_text()) {
        try {
            return call.variables.services().read_capture(*from.octets());
        } catch (const EvaluationError&) {
            throw;
        } catch (const std::exception& error) {
            call.fail(1, error.what());
        }
    }
    if (from.is_packet()) return {from};
    List out;
    for (const Value& each : items_of(from, call.arguments[1].span))
        for (Value& packet : packets_offline(call, each)) out.push_back(std::move(packet));
    return out;
}

List through_session(const Call& call, const Value& given, const List& packets) {
    if (given.is_none()) return packets;
    const Value made = object_as<PacketSession>(given) != nullptr ? given : call.invoke(given, {});
    auto* session = object_as<PacketSession>(made);
    if (session == nullptr) call.fail(fmt::format("sniff takes a session, not {}", describe(given)));
    List out;
    for (const Value& packet : packets)
        for (const Packet& whole : session->add(to_packet(packet, call.span), call.span))
            out.emplace_back(whole);
    return out;
}

Value run_sniff(Call& call) {
    if (!call.has(1))
        throw EvaluationError(call.span, "sniff() reads captures: sniff(offline=\"x.pcap\")",
                              "packets of a link: sniff on LINK for 1s as packets")
            .uncovered();
    const Options options(call);
    const Integer count = call.integer(0, 0);
    List out;
    for (const Value& packet : through_session(call, options.session, packets_offline(call, call[1]))) {
        if (!options.lfilter.is_none() && !is_true(call.invoke(options.lfilter, {packet}))) continue;
        out.push_back(packet);
        if (!options.prn.is_none()) {
            const Value said = call.invoke(options.prn, {packet});
            if (!said.is_none()) call.variables.services().write(to_text(said));
        }
        const bool stops =
            !options.stop_filter.is_none() && is_true(call.invoke(options.stop_filter, {packet}));
        if (stops || (count > 0 && static_cast<Integer>(out.size()) == count)) break;
    }
    return packet_list(options.stores ? std::move(out) : List{}, "Sniffed");
}

constexpr auto unknown = Kind::unknown;

}  // namespace

std::span<const Builtin> PacketSession::methods() const { return table; }

extern const Builtin builtin_ip_session = {
    "IPSession", {}, unknown, "Puts IP fragments together, packet by packet.", run_ip_session};
extern const Builtin builtin_default_session = {
    "DefaultSession", {}, unknown, "Leaves every packet as it is.", run_no_session};
extern const Builtin builtin_tcp_session = {
    "TCPSession", {}, unknown, "Puts TCP segments together to messages, packet by packet.", run_tcp_session};
extern const Builtin builtin_sniff = {
    "sniff",
    {{optional("count", Kind::number), optional("offline"), pairs_of("options")}},
    Kind::list,
    "The packets of captures: lfilter chooses, session puts together, prn is called, stop_filter ends.",
    run_sniff};

}  // namespace pkttest::language
