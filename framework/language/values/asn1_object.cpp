// ASN.1's values as Scapy's objects: the table of their types, how they show and compare (X.680; RFC
// 2578, 7.1).
#include "framework/language/values/asn1_object.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

using enum Asn1Form;
constexpr Asn1Type types[] = {
    {"Object", 0, other},
    {"DECODING_ERROR", -3, other},
    {"force", -2, other},
    {"BADTAG", -2, other, "force"},
    {"BOOLEAN", 1, truth, "INTEGER"},
    {"INTEGER", 2, number},
    {"BIT_STRING", 3, bits},
    {"STRING", 4, Asn1Form::octets},
    {"NULL", 5, null},
    {"OID", 6, oid},
    {"ENUMERATED", 10, number, "INTEGER"},
    {"UTF8_STRING", 12, Asn1Form::octets, "STRING"},
    {"SEQUENCE", 48, items},
    {"SET", 49, items, "SEQUENCE"},
    {"NUMERIC_STRING", 18, Asn1Form::octets, "STRING"},
    {"PRINTABLE_STRING", 19, Asn1Form::octets, "STRING"},
    {"T61_STRING", 20, Asn1Form::octets, "STRING"},
    {"VIDEOTEX_STRING", 21, Asn1Form::octets, "STRING"},
    {"IA5_STRING", 22, Asn1Form::octets, "STRING"},
    {"UTC_TIME", 23, Asn1Form::time, "GENERALIZED_TIME"},
    {"GENERALIZED_TIME", 24, Asn1Form::time, "STRING"},
    {"ISO646_STRING", 26, Asn1Form::octets, "STRING"},
    {"GENERAL_STRING", 27, Asn1Form::octets, "STRING"},
    {"UNIVERSAL_STRING", 28, Asn1Form::octets, "STRING"},
    {"BMP_STRING", 30, Asn1Form::octets, "STRING"},
    {"IPADDRESS", 64, address, "STRING"},
    {"COUNTER32", 65, number, "INTEGER"},
    {"GAUGE32", 66, number, "INTEGER"},
    {"TIME_TICKS", 67, number, "INTEGER"},
};

std::string hexadecimal(const Value& value) {
    const auto number = to_big(value);
    if (!number) return to_text(value);
    return fmt::format("{}0x{}", number->negative ? "-" : "", digits_of(Big{false, number->parts}, 16));
}

/// The octets that bits are, the last one filled up.
std::string octets_of_bits(const std::string& bits) {
    std::string out((bits.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (bits[i] == '1') out[i / 8] = static_cast<char>(out[i / 8] | 0x80 >> i % 8);
    return out;
}

const std::string& bits_in(const Value& value) { return *value.octets(); }
std::size_t unused_bits(const std::string& bits) { return (8 - bits.size() % 8) % 8; }

/// Identifiers of which Scapy's own table has names.
bool may_have_name(std::string_view oid) {
    static constexpr std::string_view known[] = {"1.2.",    "1.3.6.1.4.1.311.", "1.3.6.1.5.5.", "1.3.14.",
                                                 "1.3.36.", "1.3.132.",         "0.9.",         "2."};
    return std::any_of(std::begin(known), std::end(known),
                       [&](std::string_view prefix) { return oid.starts_with(prefix); });
}

/// While one lives, an object is being shown: a sequence may hold itself.
class Showing {
 public:
    explicit Showing(const Asn1Object& object)
        : again(std::find(all.begin(), all.end(), &object) != all.end()) {
        all.push_back(&object);
    }
    ~Showing() { all.pop_back(); }
    Showing(const Showing&) = delete;
    Showing& operator=(const Showing&) = delete;
    const bool again;

 private:
    static inline thread_local std::vector<const Asn1Object*> all;
};

std::string shown_value(const Asn1Type& type, const Value& value) {
    if (type.form != oid || value.octets() == nullptr) return represent_python(value);
    return fmt::format("'.{}'", *value.octets());
}

}  // namespace

const Asn1Type* find_asn1_type(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(types), std::end(types), [&](const auto& each) { return each.name == name; });
    return found == std::end(types) ? nullptr : found;
}

const Asn1Type* find_asn1_type(std::int64_t tag) {
    const auto* found =
        std::find_if(std::begin(types), std::end(types), [&](const auto& each) { return each.tag == tag; });
    return found == std::end(types) ? nullptr : found;
}

Value make_asn1(const Asn1Type& type, Value value, Span where) {
    if (type.form == Asn1Form::time) {
        const Value made = asn1_time_type(fmt::format("ASN1_{}", type.name));
        Environment frame;
        return call_value(made, {{{}, std::move(value), where, {}}}, where, frame);
    }
    if (type.form == oid && value.octets() != nullptr) {
        const std::string& text = *value.octets();
        if (!std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); }))
            throw EvaluationError(where, fmt::format("the object identifier \"{}\"", text)).uncovered();
        value = Value(text);
    }
    if (type.form == bits) {
        const bool good = value.is_text() && std::all_of(value.octets()->begin(), value.octets()->end(),
                                                         [](char c) { return c == '0' || c == '1'; });
        if (!good)
            throw EvaluationError(where, fmt::format("a bit string of {}", describe(value))).uncovered();
    }
    if ((type.form == number || type.form == truth) && !to_big(value))
        throw EvaluationError(where, fmt::format("ASN1_{} of {}", type.name, describe(value))).uncovered();
    check_depth(value, where);
    return object_value<Asn1Object>(type, std::move(value));
}

std::string Asn1Object::represent() const {
    const std::string name = fmt::format("ASN1_{}", type.name);
    const Showing showing(*this);
    if (showing.again) return fmt::format("<{}[...]>", name);
    switch (type.form) {
        case number:
            return fmt::format("{} <{}[{}]>", shortened(hexadecimal(value), 22, 12), name,
                               shortened(represent_python(value), 20, 10));
        case Asn1Form::truth:
            return fmt::format("{} <{}[{}]>", equal(value, Value(0)) ? "False" : "True", name,
                               represent_python(value));
        case bits: {
            const std::string& digits = bits_in(value);
            const std::size_t unused = unused_bits(digits);
            return fmt::format("<{}[{}]={} ({} unused bit{})>", name, shortened(digits, 20, 10),
                               represent_python(Value(Bytes{octets_of_bits(digits)})), unused,
                               unused > 1 ? "s" : "");
        }
        default:
            break;
    }
    if (type.name == "DECODING_ERROR")
        return fmt::format("<{}[{}]{{{{''}}}}>", name, represent_python(value));
    return fmt::format("<{}[{}]>", name, shown_value(type, value));
}

std::optional<Value> Asn1Object::attribute(std::string_view wanted) const {
    if (wanted == "val") return value;
    if (wanted == "tag") return asn1_tag(type.name);
    if (wanted == "__class__") return asn1_named(fmt::format("ASN1_{}", type.name));
    if (wanted == "oidname" && type.form == oid && !may_have_name(*value.octets()))
        return Value("." + *value.octets());
    if (wanted == "val_readable" && type.form == bits) return Value(Bytes{octets_of_bits(bits_in(value))});
    if (wanted == "unused_bits" && type.form == bits)
        return Value(static_cast<Integer>(unused_bits(bits_in(value))));
    return std::nullopt;
}

bool Asn1Object::set_attribute(std::string_view wanted, const Value& given, Span where) {
    if (wanted != "val") return false;
    const Value made = make_asn1(type, given, where);
    value = object_as<Asn1Object>(made)->value;
    return true;
}

std::optional<bool> Asn1Object::is_equal(const Value& other_value) const {
    const DepthCounter counter({});
    const auto* object = object_as<Asn1Object>(other_value);
    const Value& held = object != nullptr ? object->value : other_value;
    return equal(value, held);
}

std::optional<int> Asn1Object::order_with(const Value& other_value, Span where) const {
    const auto* object = object_as<Asn1Object>(other_value);
    return order(value, object != nullptr ? object->value : other_value, where);
}

std::optional<std::string> Asn1Object::octets() const { return encode_ber(type, value, {}); }
std::span<const Builtin> Asn1Object::methods() const { return asn1_methods(); }

namespace {

std::string shown(const Value& value, std::size_t level) {
    const auto* object = object_as<Asn1Object>(value);
    const DepthCounter counter({});
    const std::string indent(2 * level, ' ');
    if (object == nullptr || object->type.form != items || object->value.items() == nullptr)
        return indent + represent_python(value) + "\n";
    std::string out = fmt::format("{}# ASN1_{}:\n", indent, object->type.name);
    for (const Value& item : *object->value.items()) out += shown(item, level + 1);
    return out;
}

Value run_enc(Call& call) {
    const auto* codec = object_as<ScriptObject>(call[0]);
    if (codec == nullptr || codec->represent() != "<ASN1Codec BER[1]>")
        call.raise("ASN1_Error", "values are encoded by ASN1_Codecs.BER alone");
    return Value(Bytes{encode_ber(*call.self, call.span)});
}
Value run_strshow(Call& call) {
    return Value(
        shown(*call.self, static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 0, 100) : 0)));
}
Value run_show(Call& call) {
    return call.print(
        shown(*call.self, static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 0, 100) : 0)), 1,
        PythonRules::hold());
}

constexpr Builtin object_methods[] = {
    {"enc", {{{"codec"}}}, Kind::bytes, "The octets of an ASN.1 value.", run_enc},
    {"strshow", {optional("lvl", Kind::number)}, Kind::text, "What show() prints.", run_strshow},
    {"show",
     {optional("lvl", Kind::number), named("dump", Kind::truth)},
     Kind::none,
     "Prints an ASN.1 value and what is in it.",
     run_show},
};

}  // namespace

std::span<const Builtin> asn1_methods() { return object_methods; }

}  // namespace pkttest::language
