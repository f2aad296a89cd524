// MACsecSA: a secure association that puts Ethernet frames into MACsec and takes them out (IEEE 802.1AE-2018,
// 9, 10).
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/aes_gcm.h"
#include "framework/packet/big_endian.h"

namespace pkttest::language {

namespace {

constexpr std::size_t address_octets = 12;  ///< Both MAC addresses.
constexpr std::size_t short_octets = 48;    ///< Fewer behind the tag: their number stands in it.
constexpr std::size_t type_octets = 2;
constexpr std::string_view attributes[] = {"sci",        "an",       "pn",     "key",  "icvlen",
                                           "do_encrypt", "send_sci", "xpn_en", "ssci", "salt"};

/// An identifier as octets; from a number the given count of them.
std::string identifier(const Call& call, const Value& value, std::size_t octets, std::string_view name) {
    Integer number = 0;
    if (const auto* bytes = value.as<Bytes>()) return bytes->octets;
    if (!value.to_integer(number))
        call.raise("TypeError", fmt::format("{} must be either bytes or int", name));
    std::string out;
    for (std::size_t i = octets; i-- > 0;) out += static_cast<char>(number >> 8 * i);
    return out;
}

class Association final : public ScriptObject {
 public:
    std::string_view kind() const override { return "MACsec association"; }
    std::span<const Builtin> methods() const override;
    std::optional<Value> attribute(std::string_view name) const override {
        for (const auto& [known, value] : values)
            if (known == name) return value;
        return std::nullopt;
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        for (auto& [known, own] : values)
            if (known == name) return own = value, true;
        return false;
    }
    bool truth_of(std::string_view name) const { return is_true(*attribute(name)); }
    Integer number(std::string_view name) const {
        Integer out = 0;
        attribute(name)->to_integer(out);
        return out;
    }
    std::string octets_given(std::string_view name) const {
        const Value value = *attribute(name);
        return value.octets() != nullptr ? *value.octets() : std::string();
    }

    std::vector<std::pair<std::string_view, Value>> values;
};

const Association& self(const Call& call) { return *object_as<Association>(*call.self); }

/// Channel and packet number; with extended numbers the short identifier and all 64 bits, and the salt.
std::string initial_vector(const Association& association) {
    if (!association.truth_of("xpn_en"))
        return association.octets_given("sci") +
               big_endian(static_cast<UnsignedInteger>(association.number("pn")), 4);
    std::string out = association.octets_given("ssci") +
                      big_endian(static_cast<UnsignedInteger>(association.number("pn")), 8);
    const std::string salt = association.octets_given("salt");
    for (std::size_t i = 0; i < out.size() && i < salt.size(); ++i)
        out[i] = static_cast<char>(out[i] ^ salt[i]);
    return out;
}

bool is_frame(const LayerReference& packet, bool with_tag) {
    const Packet& whole = *packet.packet;
    return packet.index < whole.size() && whole[packet.index].is("Ether") &&
           (!with_tag || (packet.index + 1 < whole.size() && whole[packet.index + 1].is("MACsec")));
}

void set(const Call& call, Packet& packet, std::size_t layer, std::string_view field, const Value& value) {
    if (const auto problem = packet.set(layer, field, value)) throw EvaluationError(call.span, *problem);
}

std::string octets_of(const Packet& packet) {
    const Octets built = packet.build();
    return {built.begin(), built.end()};
}

/// The frame's addresses alone.
Packet outer(const Call& call, const Packet& frame) {
    Packet out(frame[0].protocol());
    for (const std::string_view field : {"dst", "src"}) set(call, out, 0, field, frame[0].get(field));
    return out;
}

Value encapsulate(Call& call) {
    const auto& given = *call[0].as<LayerReference>();
    if (!is_frame(given, false))
        call.raise("TypeError", "cannot encapsulate packet in MACsec, must be Ethernet");
    const Association& association = self(call);
    const Packet frame = to_packet(call[0], call.span);
    const std::size_t behind = octets_of(frame).size() - address_octets;
    const bool encrypts = association.truth_of("do_encrypt");
    Packet tag(*find_protocol("MACsec"));
    const auto put = [&](std::string_view field, const Value& value) { set(call, tag, 0, field, value); };
    put("SC", Value(Integer{association.truth_of("send_sci")}));
    put("E", Value(Integer{encrypts}));
    put("C", Value(Integer{encrypts || association.number("icvlen") != 16}));
    put("AN", Value(association.number("an")));
    put("SL", Value(behind < short_octets ? Integer(behind) : Integer{0}));
    put("PN", Value(association.number("pn") & 0xffffffff));
    if (association.truth_of("send_sci")) put("SCI", Value(Bytes{association.octets_given("sci")}));
    Integer type = 0;
    frame[0].get("type").to_integer(type);
    Packet out = outer(call, frame) / tag;
    if (frame.size() > 1) out /= frame.tail(1);
    set(call, out, 1, "type", Value(type));
    return Value(std::move(out));
}

Value decapsulate(Call& call) {
    const auto& given = *call[0].as<LayerReference>();
    if (!is_frame(given, true))
        call.raise("TypeError", "cannot decapsulate MACsec packet, must be Ethernet/MACsec");
    const Packet frame = to_packet(call[0], call.span);
    Packet out = outer(call, frame);
    Integer type = 0;
    if (!frame[1].get("type").to_integer(type))
        throw EvaluationError(call.span, "decap of a frame that is encrypted").uncovered();
    set(call, out, 0, "type", Value(type));
    const std::string payload = frame.size() > 2 ? octets_of(frame.tail(2)) : std::string();
    const std::string whole = octets_of(out) + payload;
    return Value(Packet::dissect({reinterpret_cast<const std::uint8_t*>(whole.data()), whole.size()},
                                 out[0].protocol()));
}

/// A frame taken apart: what stands before the protected octets, and those.
struct Parts {
    Packet head;  ///< Ether/MACsec without type.
    std::string open, behind;
};
Parts apart(const Call& call) {
    const auto& given = *call[0].as<LayerReference>();
    if (!is_frame(given, true))
        throw EvaluationError(call.span, "MACsec is not behind Ethernet here").as("IndexError");
    if (call.has(1)) throw EvaluationError(call.span, "encryption with assoclen").uncovered();
    const Packet frame = to_packet(call[0], call.span);
    Parts out;
    out.head = frame;
    out.head.remove_from(2);
    const std::size_t type = out.head[1].has(*find_field(out.head[1].protocol(), "type")) ? type_octets : 0;
    out.head.unset(1, *find_field(out.head[1].protocol(), "type"));
    const std::string whole = octets_of(frame);
    const std::size_t open =
        octets_of(frame).size() - (frame.size() > 2 ? octets_of(frame.tail(2)).size() : 0) - type;
    out.open = whole.substr(0, open);
    out.behind = whole.substr(open);
    return out;
}

AesGcm cipher(const Call& call) {
    auto out = AesGcm::with_key(self(call).octets_given("key"));
    if (!out) call.raise("ValueError", "Invalid key size for AES.");
    return std::move(*out);
}

Value encrypt(Call& call) {
    Parts parts = apart(call);
    const Association& association = self(call);
    const bool hides = association.truth_of("do_encrypt");
    const std::string open = hides ? parts.open : parts.open + parts.behind;
    const AesGcm::Sealed sealed =
        cipher(call).seal(initial_vector(association), open, hides ? parts.behind : std::string());
    const auto kept = static_cast<std::size_t>(std::clamp<Integer>(association.number("icvlen"), 0, 16));
    return Value(parts.head /
                 Packet::raw((hides ? sealed.octets : parts.behind) + sealed.tag.substr(0, kept)));
}

Value decrypt(Call& call) {
    Parts parts = apart(call);
    const Association& association = self(call);
    const auto kept = static_cast<std::size_t>(std::clamp<Integer>(association.number("icvlen"), 0, 16));
    if (parts.behind.size() < kept + type_octets)
        throw EvaluationError(call.span, "decrypt of a frame without its check value").uncovered();
    const std::string tag = parts.behind.substr(parts.behind.size() - kept);
    parts.behind.resize(parts.behind.size() - kept);
    const bool hides = association.truth_of("do_encrypt");
    const std::string open = hides ? parts.open : parts.open + parts.behind;
    const AesGcm::Sealed found =
        cipher(call).unseal(initial_vector(association), open, hides ? parts.behind : std::string());
    if (found.tag.substr(0, kept) != tag)
        throw EvaluationError(call.span, "the check value of the frame is wrong").as("InvalidTag");
    const std::string& plain = hides ? found.octets : parts.behind;
    const Integer type = static_cast<unsigned char>(plain[0]) * 256 + static_cast<unsigned char>(plain[1]);
    set(call, parts.head, 1, "type", Value(type));
    return Value(parts.head / Packet::raw(plain.substr(type_octets)));
}

constexpr Parameter frame = {"pkt", Kind::packet}, length = optional("assoclen");

constexpr Builtin table[] = {
    {"encap", {{frame}}, Kind::packet, "The frame with a tag.", encapsulate},
    {"decap", {{frame}}, Kind::packet, "The frame without its tag.", decapsulate},
    {"encrypt", {{frame, length}}, Kind::packet, "The tagged frame, protected.", encrypt},
    {"decrypt", {{frame, length}}, Kind::packet, "The tagged frame as it was before.", decrypt},
    {"make_iv",
     {{frame}},
     Kind::bytes,
     "The initial vector.",
     [](Call& call) { return Value(Bytes{initial_vector(self(call))}); }},
};

Value run_association(Call& call) {
    Value given[std::size(attributes)] = {};
    std::size_t next = 0;
    for (const Call::Argument& each : call.rest)
        if (next < std::size(given)) given[next++] = each.value;
    for (const auto& [name, value] : call.pairs) {
        const std::string_view own = name == "encrypt" ? std::string_view("do_encrypt") : name;
        const auto* found = std::find(std::begin(attributes), std::end(attributes), own);
        if (found == std::end(attributes))
            call.raise("TypeError", fmt::format("MACsecSA takes no argument named {}", name));
        given[found - std::begin(attributes)] = value;
    }
    given[0] = Value(Bytes{identifier(call, given[0], 8, "SCI")});
    if (given[7].is_none()) given[7] = Value(false);
    if (is_true(given[7])) {
        given[8] = Value(Bytes{identifier(call, given[8], 4, "SSCI")});
        given[9] = Value(Bytes{identifier(call, given[9], 12, "salt")});
    }
    auto out = std::make_shared<Association>();
    for (std::size_t i = 0; i < std::size(given); ++i) out->values.emplace_back(attributes[i], given[i]);
    return Value(std::shared_ptr<Object>(std::move(out)));
}

}  // namespace

std::span<const Builtin> Association::methods() const { return table; }

extern const Builtin builtin_macsec_sa = {"MACsecSA",
                                          {{rest_of("arguments"), pairs_of("named")}},
                                          Kind::unknown,
                                          "Puts Ethernet frames into MACsec, and takes them out.",
                                          run_association};

}  // namespace pkttest::language
