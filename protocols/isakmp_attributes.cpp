// Attributes of ISAKMP's transforms (RFC 2408, 3.3): those of IKE (RFC 2409, appendix A) and of IPsec's
// domain of interpretation (RFC 2407, 4.5). A user sees ("Encryption", "AES-CBC").
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"
#include "protocols/isakmp.h"

namespace pkttest::protocols {

namespace {

struct Attribute {
    std::uint16_t code;
    std::string_view name;
    std::span<const Name> values = {};
};

constexpr Name ciphers[] = {{1, "DES-CBC"},  {2, "IDEA-CBC"}, {3, "Blowfish-CBC"}, {4, "RC5-R16-B64-CBC"},
                            {5, "3DES-CBC"}, {6, "CAST-CBC"}, {7, "AES-CBC"},      {8, "CAMELLIA-CBC"}};
constexpr Name hashes[] = {{1, "MD5"},      {2, "SHA"},      {3, "Tiger"},
                           {4, "SHA2-256"}, {5, "SHA2-384"}, {6, "SHA2-512"}};
constexpr Name authentications[] = {{1, "PSK"},
                                    {2, "DSS"},
                                    {3, "RSA Sig"},
                                    {4, "RSA Encryption"},
                                    {5, "RSA Encryption Revised"},
                                    {6, "ElGamal Encryption"},
                                    {7, "ElGamal Encryption Revised"},
                                    {8, "ECDSA Sig"},
                                    {64221, "HybridInitRSA"},
                                    {64222, "HybridRespRSA"},
                                    {64223, "HybridInitDSS"},
                                    {64224, "HybridRespDSS"},
                                    {65001, "XAUTHInitPreShared"},
                                    {65002, "XAUTHRespPreShared"},
                                    {65003, "XAUTHInitDSS"},
                                    {65004, "XAUTHRespDSS"},
                                    {65005, "XAUTHInitRSA"},
                                    {65006, "XAUTHRespRSA"},
                                    {65007, "XAUTHInitRSAEncryption"},
                                    {65008, "XAUTHRespRSAEncryption"},
                                    {65009, "XAUTHInitRSARevisedEncryption"},
                                    {65010, "XAUTHRespRSARevisedEncryption"}};
constexpr Name groups[] = {{1, "768MODPgr"},   {2, "1024MODPgr"},  {3, "EC2Ngr155"},   {4, "EC2Ngr185"},
                           {5, "1536MODPgr"},  {14, "2048MODPgr"}, {15, "3072MODPgr"}, {16, "4096MODPgr"},
                           {17, "6144MODPgr"}, {18, "8192MODPgr"}};
constexpr Name group_types[] = {{1, "MODP"}, {2, "ECP"}, {3, "EC2N"}};
constexpr Name life_types[] = {{1, "Seconds"}, {2, "Kilobytes"}};
constexpr Attribute ike_attributes[] = {{1, "Encryption", ciphers},
                                        {2, "Hash", hashes},
                                        {3, "Authentication", authentications},
                                        {4, "GroupDesc", groups},
                                        {5, "GroupType", group_types},
                                        {6, "GroupPrime"},
                                        {7, "GroupGenerator1"},
                                        {8, "GroupGenerator2"},
                                        {9, "GroupCurveA"},
                                        {10, "GroupCurveB"},
                                        {11, "LifeType", life_types},
                                        {12, "LifeDuration"},
                                        {13, "PRF"},
                                        {14, "KeyLength"},
                                        {15, "FieldSize"},
                                        {16, "GroupOrder"}};
constexpr Name ipsec_life_types[] = {{1, "seconds"}, {2, "kilobytes"}};
constexpr Name modes[] = {
    {1, "Tunnel"}, {2, "Transport"}, {3, "UDP-Encapsulated-Tunnel"}, {4, "UDP-Encapsulated-Transport"}};
constexpr Name algorithms[] = {{1, "HMAC-MD5"},      {2, "HMAC-SHA"},      {3, "DES-MAC"},
                               {4, "KPDK"},          {5, "HMAC-SHA2-256"}, {6, "HMAC-SHA2-384"},
                               {7, "HMAC-SHA2-512"}, {8, "HMAC-RIPEMD"},   {9, "AES-XCBC-MAC"},
                               {10, "SIG-RSA"},      {11, "AES-128-GMAC"}, {12, "AES-192-GMAC"},
                               {13, "AES-256-GMAC"}};
constexpr Attribute ipsec_attributes[] = {{1, "LifeType", ipsec_life_types},
                                          {2, "LifeDuration"},
                                          {3, "GroupDesc", groups},
                                          {4, "EncapsulationMode", modes},
                                          {5, "AuthenticationAlgorithm", algorithms},
                                          {6, "KeyLength"},
                                          {7, "KeyRounds"},
                                          {8, "CompressDictionarySize"},
                                          {9, "CompressPrivateAlgorithm"}};

// The internal form: (whether IPsec's, [(code, octets or number)], what is left behind them). A number is
// sent in the short form, octets in the long one.

std::span<const Attribute> table_of(const Value& internal) {
    const bool is_ipsec = internal.items() != nullptr && internal.items()->front() == Value(true);
    return is_ipsec ? std::span<const Attribute>(ipsec_attributes) : ike_attributes;
}
const Attribute* find(std::span<const Attribute> table, std::uint64_t code) {
    for (const Attribute& one : table)
        if (one.code == code) return &one;
    return nullptr;
}

/// Big numbers are read and written without leading zeros: at most 15 octets are a number.
Value number_of(const std::string& octets) {
    if (octets.size() > 15) return Value(Bytes{octets});
    Integer number = 0;
    for (const char octet : octets) number = number << 8 | static_cast<std::uint8_t>(octet);
    return Value(number);
}

Value human_attributes(const Field&, const Value& internal) {
    List out;
    if (internal.items() == nullptr || internal.items()->size() != 3) return internal;
    for (const Value& item : *(*internal.items())[1].items()) {
        Integer code = 0, number = 0;
        (*item.items())[0].to_integer(code);
        const auto* bytes = (*item.items())[1].as<Bytes>();
        Value value = bytes != nullptr ? number_of(bytes->octets) : (*item.items())[1];
        const Attribute* known = find(table_of(internal), static_cast<std::uint64_t>(code));
        if (known != nullptr && value.to_integer(number))
            for (const Name& name : known->values)
                if (static_cast<Integer>(name.value) == number) value = Value(name.name);
        out.push_back(Value::tuple({known != nullptr ? Value(known->name) : Value(code), std::move(value)}));
    }
    return Value(std::move(out));
}

/// The proposal's protocol is ISAKMP's own, or one of IPsec's.
bool is_ipsec(const Layer& layer) {
    const Layer* proposal = layer.parent();
    return proposal != nullptr && proposal->is("ISAKMP_payload_Proposal") && proposal->integer("proto") > 1;
}

const char* skip_attributes(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t octets = 0;
    if (const char* reason = measure_extent(field, layer, cursor, octets)) return reason;
    cursor.bit += octets * 8;
    return nullptr;
}

const char* decode_attributes(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const auto* at = cursor.here();
    const std::size_t start = cursor.bit;
    if (const char* reason = skip_attributes(field, layer, cursor)) return reason;
    std::string_view octets(reinterpret_cast<const char*>(at), (cursor.bit - start) / 8);
    const auto number = [&](std::size_t i) {
        return static_cast<std::uint8_t>(octets[i]) << 8 | static_cast<std::uint8_t>(octets[i + 1]);
    };
    List items;
    while (octets.size() >= 4) {
        const int head = number(0), length = number(2);
        const bool is_short = (head & 0x8000) != 0;
        const auto value = octets.substr(4, is_short ? 0 : static_cast<std::size_t>(length));
        items.push_back(Value::tuple(
            {Value(head & 0x7fff), is_short ? Value(length) : Value(Bytes{std::string(value)})}));
        octets.remove_prefix(4 + value.size());
    }
    out = Value::tuple({Value(is_ipsec(layer)), Value(std::move(items)), Value(Bytes{std::string(octets)})});
    return nullptr;
}

void encode_attributes(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    if (internal.items() == nullptr || internal.items()->size() != 3) return;
    for (const Value& item : *(*internal.items())[1].items()) {
        Integer code = 0, number = 0;
        (*item.items())[0].to_integer(code);
        const auto* bytes = (*item.items())[1].as<Bytes>();
        (*item.items())[1].to_integer(number);
        out.put(static_cast<UnsignedInteger>(code) | (bytes == nullptr ? 0x8000 : 0), 16);
        out.put(bytes != nullptr ? bytes->octets.size() : static_cast<UnsignedInteger>(number), 16);
        if (bytes != nullptr) out.put_octets(bytes->octets);
    }
    if (const auto* rest = (*internal.items())[2].octets()) out.put_octets(*rest);
}

/// One value: a name, a number (in the long form where it needs more than two octets), octets.
std::optional<Value> value_of(const Attribute* attribute, const Value& in) {
    Integer number = 0;
    if (in.as<Bytes>() != nullptr) return in;
    if (in.is_text() && attribute != nullptr)
        for (const Name& name : attribute->values)
            if (name.name == *in.octets()) return Value(name.value);
    if (!in.to_integer(number) || number < 0) return std::nullopt;
    if (number <= 0xffff) return Value(number);
    std::string octets;
    for (; number != 0; number >>= 8) octets.insert(octets.begin(), static_cast<char>(number));
    return Value(Bytes{std::move(octets)});
}

/// The list by one table; the wrong tuple where a name is not in it.
const Value* read_by(std::span<const Attribute> table, const List& in, List& out) {
    out.clear();
    for (const Value& item : in) {
        const List* tuple = item.items();
        if (tuple == nullptr || tuple->size() != 2) return &item;
        const Attribute* attribute = nullptr;
        Integer code = -1;
        (*tuple)[0].to_integer(code);
        for (const Attribute& one : table)
            if (one.code == code || ((*tuple)[0].is_text() && one.name == *(*tuple)[0].octets()))
                attribute = &one;
        if (attribute != nullptr) code = attribute->code;
        auto value = value_of(attribute, (*tuple)[1]);
        if (code < 0 || code > 0x7fff || !value) return &item;
        out.push_back(Value::tuple({Value(code), std::move(*value)}));
    }
    return nullptr;
}

/// The names tell whether they are IKE's or IPsec's.
std::optional<Problem> normalize_attributes(const Field& field, const Value& in, Value& internal) {
    const List single{in};
    const List& items = in.items() != nullptr && !in.is_tuple() ? *in.items() : single;
    List out;
    for (const bool ipsec : {false, true})
        if (read_by(ipsec ? std::span<const Attribute>(ipsec_attributes) : ike_attributes, items, out) ==
            nullptr)
            return internal = Value::tuple({Value(ipsec), Value(std::move(out)), Value(Bytes{})}),
                   std::nullopt;
    return Problem{
        fmt::format("{} has no attribute {}", field.name, represent(*read_by(ike_attributes, items, out))),
        "for example: [('Encryption', 'AES-CBC'), ('KeyLength', 128)]"};
}

std::string represent_attributes(const Field& field, const Value& internal) {
    return represent(human_attributes(field, internal));
}
Value random_attributes(const Field&) {
    return Value::tuple({Value(false), Value(List{Value::tuple({Value(1), Value(7)})}), Value(Bytes{})});
}

}  // namespace

extern constexpr Shape isakmp_attributes_shape = {.name = "ISAKMP attributes",
                                                  .takes_lists = true,
                                                  .skip = skip_attributes,
                                                  .decode = decode_attributes,
                                                  .encode = encode_attributes,
                                                  .normalize = normalize_attributes,
                                                  .human = human_attributes,
                                                  .represent = represent_attributes,
                                                  .random = random_attributes};

}  // namespace pkttest::protocols
