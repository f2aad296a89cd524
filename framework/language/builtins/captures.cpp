// Functions about capture files: rdpcap, wrpcap.
#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

Value run_rdpcap(Call& call) {
    List packets;
    try {
        packets = call.variables.services().read_capture(call.octets(0));
    } catch (const EvaluationError&) {
        throw;
    } catch (const std::exception& error) {
        call.fail(0, error.what());
    }
    const Integer count = call.integer(1, -1);
    if (count >= 0 && static_cast<Integer>(packets.size()) > count)
        packets.resize(static_cast<std::size_t>(count));
    return Value(std::move(packets));
}

Value run_wrpcap(Call& call) {
    const std::vector<Packet> packets = to_packets(call[1], call.arguments[1].span);
    try {
        call.variables.services().write_capture(call.octets(0), packets, call.truth(2));
    } catch (const EvaluationError&) {
        throw;
    } catch (const std::exception& error) {
        call.fail(0, error.what());
    }
    return {};
}

}  // namespace

extern const Builtin builtin_rdpcap = {"rdpcap",
                                       {{{"file", Kind::text}, optional("count", Kind::number)}},
                                       Kind::list,
                                       "The packets of a capture file.",
                                       run_rdpcap};
extern const Builtin builtin_wrpcap = {"wrpcap",
                                       {{{"file", Kind::text}, {"packets"}, optional("append")}},
                                       Kind::none,
                                       "Writes packets to a capture file.",
                                       run_wrpcap};

}  // namespace pkttest::language
