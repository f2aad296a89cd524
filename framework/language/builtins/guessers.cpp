// Scapy's functions that read octets as the element of a list that they are: _EIGRPGuessPayloadClass and its
// kin. The variants of a protocol say the same here.
#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/packet.h"

namespace pkttest::language {

namespace {

int octet_at(const std::string& octets, std::size_t at) { return static_cast<unsigned char>(octets[at]); }

Packet dissected(const std::string& octets, std::string_view base) {
    return Packet::dissect({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()},
                           *find_protocol(base));
}

/// Octets that end early are of the class that they begin like, with what they say of its type.
Value read(const Call& call, std::string_view base) {
    static constexpr std::size_t longest_head = 64;
    const std::string& octets = call.octets(0);
    Packet whole = dissected(octets, base);
    if (octets.size() < 2 || octets.size() >= longest_head || !whole[0].is("Raw"))
        return Value(std::move(whole));
    const Packet filled = dissected(octets + std::string(longest_head - octets.size(), '\0'), base);
    Packet begun(filled[0].is("Raw") ? *find_protocol(base) : filled[0].protocol());
    if (const Field* type = find_field(begun[0].protocol(), "type"); type != nullptr && type->width == 16)
        begun.set(0, *type, Value(Integer{octet_at(octets, 0) << 8 | octet_at(octets, 1)}));
    return Value(std::move(begun));
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
