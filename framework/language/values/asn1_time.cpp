// ASN.1's times as Scapy's objects: ASN1_UTC_TIME, ASN1_GENERALIZED_TIME (X.680, 46 and 47).
#include <fmt/format.h>

#include "framework/language/values/asn1_object.h"
#include "framework/language/values/date_time.h"
#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

class Asn1Time final : public ScriptObject {
 public:
    Asn1Time(bool short_year, const Value& value, Span where) : short_year_(short_year) {
        set_attribute(object_as<DateTime>(value) != nullptr ? "datetime" : "val", value, where);
    }
    std::string_view kind() const override { return "ASN.1 time"; }
    std::string_view name() const { return short_year_ ? "ASN1_UTC_TIME" : "ASN1_GENERALIZED_TIME"; }
    std::string represent() const override {
        return fmt::format("{} <{}[{}]>", shown_.empty() ? "None" : shown_, name(), represent_python(value_));
    }
    /// As Scapy's: its encoding.
    std::string text() const override { return octets().value_or(represent()); }
    std::optional<Value> attribute(std::string_view wanted) const override;
    bool set_attribute(std::string_view wanted, const Value& value, Span where) override;
    std::optional<bool> is_equal(const Value& other) const override {
        const auto* time = object_as<Asn1Time>(other);
        return equal(value_, time != nullptr ? time->value_ : other);
    }
    std::optional<int> order_with(const Value& other, Span where) const override {
        const auto* time = object_as<Asn1Time>(other);
        return order(value_, time != nullptr ? time->value_ : other, where);
    }
    std::optional<std::string> octets() const override;
    std::span<const Builtin> methods() const override { return asn1_methods(); }
    bool is_short() const { return short_year_; }

 private:
    void set(const Value& value, Span where);
    std::optional<Moment> read(std::string_view text, Span where) const;
    std::string format_for(std::string_view digits) const;

    bool short_year_;
    Value value_, moment_;
    std::string shown_;
};

/// How so many digits are read; empty: not at all.
std::string Asn1Time::format_for(std::string_view digits) const {
    static constexpr std::string_view formats[] = {"%m%d%H", "%m%d%H%M", "%m%d%H%M%S"};
    const bool fraction = !short_year_ && digits.size() >= 4 && digits[digits.size() - 4] == '.';
    const std::size_t size = digits.size() + (short_year_ ? 2 : 0) - (fraction ? 4 : 0);
    const bool known = size >= 10 && size <= 14 && size % 2 == 0 && (!short_year_ || size >= 12);
    if (!known) return {};
    return fmt::format("%{}{}{}", short_year_ ? 'y' : 'Y', formats[size / 2 - 5], fraction ? ".%f" : "");
}

std::optional<Moment> Asn1Time::read(std::string_view text, Span where) const {
    std::optional<Zone> zone;
    if (text.ends_with('Z')) {
        zone = Zone{};
        text.remove_suffix(1);
    } else if (text.size() < 5) {
        return std::nullopt;
    } else if (const char sign = text[text.size() - 5]; sign == '+' || sign == '-') {
        const auto offset = parse_time(text.substr(text.size() - 4), "%H%M", where);
        if (!offset) return std::nullopt;
        const std::int64_t since_midnight = offset->microseconds - *to_microseconds({});
        zone = Zone{sign == '-' ? -since_midnight : since_midnight, {}};
        text.remove_suffix(5);
    } else if (short_year_) {
        return std::nullopt;
    }
    const std::string format = format_for(text);
    auto out = format.empty() ? std::nullopt : parse_time(text, format, where);
    if (out) out->zone = zone;
    return out;
}

void Asn1Time::set(const Value& value, Span where) {
    value_ = value.as<Bytes>() != nullptr ? Value(*value.octets()) : value;
    const auto found = value_.is_text() ? read(*value_.octets(), where) : std::nullopt;
    moment_ = found ? object_value<DateTime>(*found) : Value();
    if (!found) {
        shown_ = fmt::format("{} [invalid {} time]", to_text(value_), short_year_ ? "utc" : "generalized");
        return;
    }
    shown_ = format_time(*found, "%Y-%m-%d %H:%M:%S", where);
    if (found->microseconds % 1'000'000 != 0) shown_ += format_time(*found, ".%f", where).substr(0, 4);
    if (found->zone) shown_ += format_time(*found, found->zone->offset == 0 ? " %Z" : " %z", where);
}

std::optional<Value> Asn1Time::attribute(std::string_view wanted) const {
    if (wanted == "val") return value_;
    if (wanted == "datetime") return moment_;
    if (wanted == "pretty_time") return shown_.empty() ? Value() : Value(shown_);
    if (wanted == "tag") return asn1_tag(name().substr(5));
    if (wanted == "__class__") return asn1_time_type(name());
    return std::nullopt;
}

bool Asn1Time::set_attribute(std::string_view wanted, const Value& value, Span where) {
    if (wanted == "val") return set(value, where), true;
    if (wanted == "pretty_time") return true;  // Scapy says that this cannot be set, and goes on.
    if (wanted != "datetime") return false;
    moment_ = value;
    value_ = {};
    const auto* time = object_as<DateTime>(value);
    if (time == nullptr) return true;
    const std::string year = short_year_ ? "%y" : "%Y";
    std::string text = format_time(time->moment, year + "%m%d%H%M%S", where);
    if (time->moment.microseconds % 1'000'000 != 0)
        text += format_time(time->moment, ".%f", where).substr(0, 4);
    const bool at_utc = time->moment.zone && time->moment.zone->offset == 0;
    value_ = Value(text + (at_utc ? "Z" : format_time(time->moment, "%z", where)));
    return true;
}

std::optional<std::string> Asn1Time::octets() const {
    const std::string* text = value_.octets();
    if (text == nullptr || text->size() > 127) return std::nullopt;
    return std::string(1, short_year_ ? '\x17' : '\x18') + static_cast<char>(text->size()) + *text;
}

template <bool short_year>
Value make(const NativeArguments& given, Span where) {
    return object_value<Asn1Time>(short_year, given[0], where);
}

bool is_utc_time(const Value& value) {
    const auto* time = object_as<Asn1Time>(value);
    return time != nullptr && time->is_short();
}
bool is_general_time(const Value& value) { return object_as<Asn1Time>(value) != nullptr; }

constexpr std::string_view parameters[] = {"val"};
constexpr NativeTable types[] = {
    {"ASN1_UTC_TIME", parameters, make<true>, is_utc_time},
    {"ASN1_GENERALIZED_TIME", parameters, make<false>, is_general_time},
};

}  // namespace

Value asn1_time_type(std::string_view name) { return native_type(types, name); }

}  // namespace pkttest::language
