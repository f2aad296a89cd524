// Scapy's functions that read octets as the element of a list that they are: _EIGRPGuessPayloadClass and its
// kin. The variants of a protocol say the same here.
#include "framework/language/evaluation.h"
#include "framework/packet/packet.h"

namespace pkttest::language {

namespace {

Value read(const Call& call, std::string_view base) {
    const std::string& octets = call.octets(0);
    return Value(Packet::dissect({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()},
                                 *find_protocol(base)));
}
Value read_eigrp(Call& call) { return read(call, "EIGRPGeneric"); }
Value read_cdp(Call& call) { return read(call, "CDPMsgGeneric"); }
Value read_cdp_address(Call& call) { return read(call, "CDPAddrRecord"); }
Value read_isis(Call& call) { return read(call, "ISIS_GenericTlv"); }
Value read_avp(Call& call) { return read(call, "AVP_Unknown"); }

constexpr std::array<Parameter, Builtin::most_parameters> octets = {{{"p", Kind::bytes}}};
constexpr std::string_view title = "The element of a list that these octets are.";

}  // namespace

extern const Builtin builtin_eigrp_guess = {"_EIGRPGuessPayloadClass", octets, Kind::packet, title,
                                            read_eigrp};
extern const Builtin builtin_cdp_guess = {"_CDPGuessPayloadClass", octets, Kind::packet, title, read_cdp};
extern const Builtin builtin_cdp_address_guess = {"_CDPGuessAddrRecord", octets, Kind::packet, title,
                                                  read_cdp_address};
extern const Builtin builtin_isis_guess = {"_ISIS_GuessTlvClass", octets, Kind::packet, title, read_isis};
extern const Builtin builtin_avp_guess = {"GuessAvpType", octets, Kind::packet, title, read_avp};

}  // namespace pkttest::language
