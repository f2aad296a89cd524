// Scapy's names about ASN.1 in .uts campaigns: types, codecs, tags and their classes.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

/// Tags of no type that has values here.
constexpr struct {
    std::string_view name;
    int number;
} more_tags[] = {
    {"ERROR", -3},      {"RAW", -2}, {"NONE", -1},         {"ANY", 0},           {"OBJECT_DESCRIPTOR", 7},
    {"EXTERNAL", 8},    {"REAL", 9}, {"EMBEDDED_PDF", 11}, {"RELATIVE_OID", 13}, {"GRAPHIC_STRING", 25},
    {"CHAR_STRING", 29}};

class Tag final : public ScriptObject {
 public:
    Tag(std::string_view name, int number) : name_(name), number_(number) {}
    std::string_view kind() const override { return "ASN.1 tag"; }
    std::string represent() const override { return fmt::format("<ASN1Tag {}[{}]>", name_, number_); }
    std::string text() const override { return std::string(name_); }
    std::optional<bool> is_equal(const Value& other) const override {
        const auto* tag = object_as<Tag>(other);
        return tag != nullptr ? tag->number_ == number_ : equal(Value(Integer{number_}), other);
    }
    std::span<const Builtin> methods() const override;

    Value number() const { return Value(Integer{number_}); }

 private:
    std::string_view name_;
    int number_;
};

Value run_number(Call& call) { return object_as<Tag>(*call.self)->number(); }
constexpr Builtin tag_methods[] = {{"__int__", {}, Kind::number, "The number of a tag.", run_number}};
std::span<const Builtin> Tag::methods() const { return tag_methods; }

/// What has attributes by name and is shown by a text.
class Names final : public ScriptObject {
 public:
    using Find = Value (*)(std::string_view name);
    Names(std::string_view shown, Find find) : shown_(shown), find_(find) {}
    std::string_view kind() const override { return "ASN.1 table"; }
    std::string represent() const override { return std::string(shown_); }
    bool equals(const Object& other) const override { return other.represent() == represent(); }
    std::optional<Value> attribute(std::string_view name) const override {
        Value found = find_(name);
        return found.is_none() ? std::nullopt : std::optional(std::move(found));
    }

 private:
    std::string_view shown_;
    Find find_;
};

Value nothing(std::string_view) { return {}; }
Value tag_in_class(std::string_view name) { return name == "name" ? Value("UNIVERSAL") : asn1_tag(name); }
Value codec_named(std::string_view name) {
    if (name == "BER") return object_value<Names>("<ASN1Codec BER[1]>", nothing);
    if (name == "DER") return object_value<Names>("<ASN1Codec DER[2]>", nothing);
    return {};
}

bool descends(const Asn1Type* type, std::string_view wanted) {
    for (; type != nullptr; type = find_asn1_type(type->base))
        if (type->name == wanted) return true;
    return wanted == "Object";
}

/// "00000101" for 5.
std::string bits_in(const std::string& octets) {
    std::string out;
    for (const char octet : octets) out += fmt::format("{:08b}", static_cast<unsigned char>(octet));
    return out;
}

/// ASN1_INTEGER itself.
class TypeObject final : public ScriptObject {
 public:
    explicit TypeObject(const Asn1Type& type) : type_(type) {}
    std::string_view kind() const override { return "type"; }
    std::string represent() const override {
        return fmt::format("<class 'scapy.asn1.asn1.ASN1_{}'>", type_.name);
    }
    bool equals(const Object& other) const override {
        const auto* type = dynamic_cast<const TypeObject*>(&other);
        return type != nullptr && &type->type_ == &type_;
    }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "__name__") return Value(fmt::format("ASN1_{}", type_.name));
        if (name == "tag") return asn1_tag(type_.name);
        return std::nullopt;
    }
    std::optional<bool> is_type_of(const Value& value) const override {
        if (const auto* object = object_as<Asn1Object>(value)) return descends(&object->type, type_.name);
        const bool of_times = type_.name == "STRING" || type_.name == "Object";
        return of_times && is_instance(value, asn1_time_type("ASN1_GENERALIZED_TIME"), {});
    }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment&) const override {
        if (given.empty()) throw EvaluationError(span, "the value is missing").as("TypeError");
        if (given.size() == 2 && type_.name == "BIT_STRING" && given[0].value.octets() != nullptr &&
            (given[1].name.empty() || given[1].name == "readable"))
            return make_asn1(
                type_, is_true(given[1].value) ? Value(bits_in(*given[0].value.octets())) : given[0].value,
                span);
        if (given.size() > 1 || !(given[0].name.empty() || given[0].name == "val"))
            throw EvaluationError(span, fmt::format("ASN1_{} with these arguments", type_.name)).uncovered();
        return make_asn1(type_, std::move(given[0].value), span);
    }

 private:
    const Asn1Type& type_;
};

/// BERcodec_INTEGER itself; of BERcodec_Object the type is "Object".
class Codec final : public ScriptObject {
 public:
    explicit Codec(const Asn1Type& type) : type(type) {}
    std::string_view kind() const override { return "codec"; }
    std::string represent() const override {
        return fmt::format("<class 'scapy.asn1.ber.BERcodec_{}'>", type.name);
    }
    bool equals(const Object& other) const override {
        const auto* codec = dynamic_cast<const Codec*>(&other);
        return codec != nullptr && &codec->type == &type;
    }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "tag") return asn1_tag(type.name);
        if (name == "__name__") return Value(fmt::format("BERcodec_{}", type.name));
        return name == "codec" ? std::optional(codec_named("BER")) : std::nullopt;
    }
    std::span<const Builtin> methods() const override;
    const Asn1Type* only() const { return type.name == "Object" ? nullptr : &type; }

    const Asn1Type& type;
};

Value decoded(Call& call, bool safe) {
    const Asn1Type* type = object_as<Codec>(*call.self)->only();
    if (call.has(1)) call.fail(1, "a context of ASN.1's tags");
    std::string_view octets = call.octets(0);
    Value value = decode_ber(octets, type, safe, call.span);
    return Value::tuple({std::move(value), Value(Bytes{std::string(octets)})});
}

Value run_dec(Call& call) { return decoded(call, call.truth(2)); }
Value run_safedec(Call& call) { return decoded(call, true); }
Value run_enc(Call& call) {
    const Asn1Type* type = object_as<Codec>(*call.self)->only();
    if (type != nullptr && type->form == Asn1Form::bits) make_asn1(*type, call[0], call.span);
    return Value(
        Bytes{type == nullptr ? encode_ber(call[0], call.span) : encode_ber(*type, call[0], call.span)});
}

constexpr Builtin codec_methods[] = {
    {"enc", {{{"s"}}}, Kind::bytes, "The octets of a value of ASN.1.", run_enc},
    {"dec",
     {{{"s", Kind::bytes}, optional("context"), optional("safe", Kind::truth)}},
     Kind::list,
     "The value that octets begin with, and the octets behind it.",
     run_dec},
    {"do_dec",
     {{{"s", Kind::bytes}, optional("context"), optional("safe", Kind::truth)}},
     Kind::list,
     "As dec().",
     run_dec},
    {"safedec",
     {{{"s", Kind::bytes}, optional("context")}},
     Kind::list,
     "As dec(); octets that cannot be read are a value, too.",
     run_safedec},
};
std::span<const Builtin> Codec::methods() const { return codec_methods; }

}  // namespace

Value asn1_tag(std::string_view type) {
    if (const Asn1Type* found = find_asn1_type(type); found != nullptr && found->form != Asn1Form::other)
        return object_value<Tag>(found->name, found->tag);
    const std::string_view name = type == "Object"                      ? "ANY"
                                  : type == "DECODING_ERROR"            ? "ERROR"
                                  : type == "force" || type == "BADTAG" ? "RAW"
                                                                        : type;
    for (const auto& tag : more_tags)
        if (tag.name == name) return object_value<Tag>(tag.name, tag.number);
    return {};
}

Value asn1_named(std::string_view name) {
    static constexpr std::string_view type_prefix = "ASN1_", codec_prefix = "BERcodec_";
    if (!PythonRules::hold()) return {};
    if (name == "ASN1_Class_UNIVERSAL") return object_value<Names>("<UNIVERSAL>", tag_in_class);
    if (name == "ASN1_Codecs") return object_value<Names>("<ASN1Codecs>", codec_named);
    const bool is_type = name.starts_with(type_prefix);
    if (!is_type && !name.starts_with(codec_prefix)) return {};
    const Asn1Type* type = find_asn1_type(name.substr(is_type ? type_prefix.size() : codec_prefix.size()));
    if (type == nullptr) return {};
    if (is_type) return type->form == Asn1Form::time ? Value() : object_value<TypeObject>(*type);
    return type->tag < 0 ? Value() : object_value<Codec>(*type);
}

}  // namespace pkttest::language
