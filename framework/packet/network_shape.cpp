// The shape of IPPrefixField and IP6PrefixField: a network as "192.0.2.0/24", of whose address as many words
// are there as the prefix fills. Its internal form is a tuple of the address and the bits of the prefix.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr Field whole_ipv4 = ipv4("address"), whole_ipv6 = ipv6("address");

const Network& network_of(const Field& field) { return *static_cast<const Network*>(field.user); }
const Field& address_of(const Field& field) { return network_of(field).is_ipv6 ? whole_ipv6 : whole_ipv4; }

Integer bits_of(const Value& internal) {
    Integer bits = 0;
    const List* parts = internal.items();
    if (parts != nullptr && parts->size() == 2) (*parts)[1].to_integer(bits);
    return bits;
}

}  // namespace

std::size_t octets_of_network(const Field& field, Integer bits) {
    const auto word = static_cast<Integer>(network_of(field).word);
    const Integer whole = std::clamp<Integer>(bits, 0, address_of(field).width);
    return static_cast<std::size_t>(
        std::min<Integer>((whole + word * 8 - 1) / (word * 8) * word, address_of(field).width / 8));
}

namespace {

const char* decode_network(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const Integer bits = field.extent.rule != nullptr ? ask_number(*field.extent.rule, layer) : 0;
    const std::size_t octets = octets_of_network(field, bits);
    if (octets > cursor.octets_left()) return "the layer ends inside an address";
    std::uint8_t whole[16] = {};
    std::copy_n(cursor.here(), octets, whole);
    cursor.bit += octets * 8;
    out = network_from(field, {reinterpret_cast<const char*>(whole), address_of(field).width / 8u}, bits);
    return nullptr;
}

const char* skip_network(const Field& field, const Layer& layer, Cursor& cursor) {
    Value ignored;
    return decode_network(field, layer, cursor, ignored);
}

void encode_network(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    out.put_octets(octets_in_network(field, internal));
}

std::optional<Problem> wrong(const Field& field, const Value& in) {
    return Problem{
        fmt::format("{} takes a network, not {}", field.name, represent(in)),
        network_of(field).is_ipv6 ? "for example: \"2001:db8::/32\"" : "for example: \"192.0.2.0/24\""};
}

/// Text, or the tuple that it stands for.
std::optional<Problem> normalize_network(const Field& field, const Value& in, Value& internal) {
    Value address, ignored;
    Integer bits = 0;
    if (const std::string* text = in.octets(); text != nullptr) {
        const std::size_t slash = text->find('/');
        if (slash == text->npos) return wrong(field, in);
        unsigned number = 0;
        const char* end = text->data() + text->size();
        if (const auto read = std::from_chars(text->data() + slash + 1, end, number);
            read.ptr != end || slash + 1 == text->size())
            return wrong(field, in);
        address = Value(text->substr(0, slash));
        bits = number;
    } else if (in.items() != nullptr && in.items()->size() == 2 && in.items()->front().is_text()) {
        address = in.items()->front();
        if (!in.items()->back().to_integer(bits)) return wrong(field, in);
    } else {
        return wrong(field, in);
    }
    if (bits < 0 || bits > address_of(field).width || normalize(address_of(field), address, ignored))
        return wrong(field, in);
    internal = Value::tuple({address, Value(bits)});
    return std::nullopt;
}

Value human_network(const Field&, const Value& internal) {
    const List* parts = internal.items();
    if (parts == nullptr || parts->size() != 2) return internal;
    return Value(fmt::format("{}/{}", *parts->front().octets(), static_cast<int>(bits_of(internal))));
}

Value random_network(const Field& field) {
    const Field& address = address_of(field);
    return Value::tuple(
        {address.shape->human(address, address.shape->random(address)), Value(Integer{address.width})});
}

}  // namespace

std::string octets_in_network(const Field& field, const Value& internal) {
    const Field& address = address_of(field);
    const List* parts = internal.items();
    Value number;
    if (parts == nullptr || parts->size() != 2 || normalize(address, parts->front(), number)) return {};
    std::vector<std::uint8_t> whole;
    for (std::size_t left = address.width / 8; left-- > 0;) {
        Integer all = 0;
        number.to_integer(all);
        whole.push_back(static_cast<std::uint8_t>(static_cast<UnsignedInteger>(all) >> (8 * left)));
    }
    return {whole.begin(),
            whole.begin() + static_cast<std::ptrdiff_t>(octets_of_network(field, bits_of(internal)))};
}

Value network_from(const Field& field, std::string octets, Integer bits) {
    const Field& address = address_of(field);
    octets.resize(address.width / 8);
    UnsignedInteger number = 0;
    for (const char octet : octets) number = number << 8 | static_cast<std::uint8_t>(octet);
    return Value::tuple({address.shape->human(address, Value(static_cast<Integer>(number))), Value(bits)});
}

extern constexpr Shape network_shape = {
    .name = "network",
    .takes_lists = true,
    .skip = skip_network,
    .decode = decode_network,
    .encode = encode_network,
    .normalize = normalize_network,
    .human = human_network,
    .represent = [](const Field& f, const Value& v) { return represent(human_network(f, v)); },
    .random = random_network,
    // A length that counts a network counts the bits of its prefix.
    .count = [](const Field&, const Value& v) { return static_cast<std::size_t>(bits_of(v)); }};

}  // namespace pkttest
