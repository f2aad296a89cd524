// Field classes of fixed width: numbers, enumerations, flags, addresses, times.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "framework/packet/field_class.h"
#include "framework/packet/layer.h"
#include "framework/packet/script_shapes.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters plain = {"name", "default"};
constexpr Parameters named = {"name", "default", "enum"};
constexpr Parameters formatted = {"name", "default", "fmt"};
constexpr Parameters named_formatted = {"name", "default", "enum", "fmt"};
constexpr Parameters sized = {"name", "default", "size", "tot_size", "end_tot_size"};
constexpr Parameters sized_named = {"name", "default", "size", "enum", "tot_size", "end_tot_size"};
constexpr Parameters flagged = {"name", "default", "size", "names", "tot_size", "end_tot_size"};
constexpr Parameters measuring = {"name", "default", "length_of", "fmt", "count_of", "adjust", "fld"};
constexpr Parameters measuring_bits = {"name",     "default", "size",     "length_of",
                                       "count_of", "adjust",  "tot_size", "end_tot_size"};
constexpr Parameters payload_long = {"name", "default", "fmt", "adjust"};
constexpr Parameters octets_wide = {"name", "default", "sz", "enum"};
constexpr Parameters scaling = {"name", "default", "scaling", "unit", "offset", "ndigits", "fmt"};
constexpr Parameters scaling_bits = {"name", "default", "size", "scaling", "unit", "offset", "ndigits"};
constexpr Parameters timed = {"name",  "default", "use_msec",       "use_micro", "use_nano",
                              "epoch", "strf",    "custom_scaling", "fmt"};
constexpr Parameters counted_seconds = {"name", "default", "use_msec", "use_micro", "use_nano"};
constexpr Parameters choices = {"name", "default", "config"};
constexpr Parameters extended = {"name", "default", "extension_bit"};
constexpr Parameters long_by_rule = {"name", "default", "length_from"};
constexpr Parameters with_fraction = {"name", "default", "size", "frac_bits"};

std::optional<Problem> finish(const FieldCall& call, RuntimeField& out) {
    for (const std::string_view parameter : {"enum", "names"})
        if (call.has(parameter))
            if (auto problem = set_names(out, call[parameter])) return problem;
    return set_default(out, call["default"]);
}

std::optional<Problem> number(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, what.width, out);
    out.field.little_endian = what.little_endian;
    out.field.is_signed = what.is_signed;
    out.field.hex = what.hex;
    return finish(call, out);
}

/// Python's struct letters: "!H", "<I", "b".
std::optional<Problem> set_format(const FieldCall& call, std::string_view otherwise, RuntimeField& out) {
    const std::string given = call.has("fmt") ? call.text("fmt") : std::string(otherwise);
    std::string_view format = given;
    struct Letter {
        char sign;
        std::uint16_t width;
    };
    static constexpr Letter letters[] = {{'b', 8}, {'h', 16}, {'i', 32}, {'l', 32}, {'q', 64}};
    out.field.little_endian = format.starts_with('<');
    while (!format.empty() && std::string_view("!<>=@").find(format.front()) != std::string_view::npos)
        format.remove_prefix(1);
    for (const Letter& letter : letters) {
        const char upper = static_cast<char>(letter.sign - 'a' + 'A');
        if (format.size() != 1 || (format[0] != letter.sign && format[0] != upper)) continue;
        out.field.width = letter.width;
        out.field.is_signed = format[0] == letter.sign;
        return std::nullopt;
    }
    return Problem{
        fmt::format("{} is no format of a number", represent_text(given)),
        "B, H, I, Q have 8, 16, 32 and 64 bits; < before them is little-endian; b, h, i, q are signed"};
}

std::optional<Problem> by_format(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, 16, out);
    if (auto problem = set_format(call, "H", out)) return problem;
    return finish(call, out);
}

/// Bits by `size`; more than 64 of them are whole octets.
std::optional<Problem> set_size(const FieldCall& call, RuntimeField& out) {
    const std::int64_t size = call.number("size", 0);
    const std::int64_t bits = std::abs(size);
    out.field.little_endian = size < 0 && bits % 8 == 0;
    if (bits < 1 || bits > 8192 || (bits > 64 && bits % 8 != 0))
        return Problem{fmt::format("{} has a size from 1 to 64 bits, or of whole octets, not {}",
                                   out.field.name, represent(call["size"]))};
    if (bits > 64) out.field.shape = &wide_shape;
    out.field.width = static_cast<std::uint16_t>(bits);
    return std::nullopt;
}

/// Octets of the little-endian number that a field begins or ends; 0: none.
std::int64_t part_of_word(const FieldCall& call) {
    const std::int64_t begun = -call.number("tot_size", 0), ended = -call.number("end_tot_size", 0);
    const std::int64_t octets = std::max(begun, ended);
    return octets > 1 ? octets : 0;
}

std::optional<Problem> bit_number(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, 0, out);
    out.field.hex = what.hex;
    if (auto problem = set_size(call, out)) return problem;
    if (const std::int64_t octets = part_of_word(call); octets > 0) {
        constexpr std::int64_t most_octets = 15;
        if (octets > most_octets || out.field.shape != &integer_shape || out.field.little_endian)
            return Problem{fmt::format("{} is no part of a number of {} octets", out.field.name, octets)};
        out.field.shape = &word_bits_shape;
        out.field.word = static_cast<std::uint8_t>(octets);
    }
    return finish(call, out);
}

std::optional<Problem> flag_bits(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, flags_shape, 0, out);
    if (auto problem = set_size(call, out)) return problem;
    if (out.field.shape != &flags_shape) return Problem{"flags have 64 bits at the most"};
    if (call["names"].is_list()) out.field.user = &flags_apart;
    if (part_of_word(call) > 0) return Problem{"flags in a little-endian number of several fields"};
    return finish(call, out);
}

std::optional<Problem> some_octets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const std::int64_t octets = call.number("sz", 0);
    if (octets < 1 || octets > 1024)
        return Problem{fmt::format("{} takes 1 to 1024 octets, not {}", what.name, represent(call["sz"]))};
    start_field(call, octets > 8 ? wide_shape : integer_shape, static_cast<std::uint16_t>(octets * 8), out);
    out.field.hex = what.hex;
    return finish(call, out);
}

// ---- lengths and counts ------------------------------------------------------------------------------

std::optional<Problem> set_measure(const FieldCall& call, RuntimeField& out) {
    const bool by_length = call.has("length_of");
    const std::string target = call.text(by_length ? "length_of" : "count_of");
    if (target.empty())
        return Problem{fmt::format("{} measures a field: length_of=\"…\" or count_of=\"…\"", out.field.name)};
    Measure& measure = by_length ? out.field.length_of : out.field.count_of;
    measure.field = out.keep_text(target);
    if (!call.has("adjust")) return std::nullopt;
    const auto rule = to_rule(call["adjust"]);
    if (rule == nullptr) return Problem{"adjust takes a function of the packet and the length"};
    out.field.rule = out.keep_rule(rule);
    return std::nullopt;
}

std::optional<Problem> measured(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, 16, out);
    if (call.has("size")) {
        if (auto problem = set_size(call, out)) return problem;
    } else if (auto problem = set_format(call, what.little_endian ? "<H" : "H", out)) {
        return problem;
    }
    if (call.has("default")) return set_default(out, call["default"]);
    return set_measure(call, out);
}

Integer payload_length(const Layer& built) { return static_cast<Integer>(built.payload().size()); }

std::optional<Problem> of_payload(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, 16, out);
    if (auto problem = set_format(call, "H", out)) return problem;
    if (call.has("default")) return set_default(out, call["default"]);
    out.field.compute = payload_length;
    if (!call.has("adjust")) return std::nullopt;
    const auto rule = to_rule(call["adjust"]);
    if (rule == nullptr) return Problem{"adjust takes a function of the length"};
    out.field.rule = out.keep_rule(rule);
    return std::nullopt;
}

// ---- others ------------------------------------------------------------------------------------------

template <const Shape& shape>
std::optional<Problem> address(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, shape, what.width, out);
    out.field.little_endian = what.little_endian;
    return set_default(out, call["default"]);
}

double real_in(const FieldCall& call, std::string_view parameter, double otherwise) {
    double out = otherwise;
    call[parameter].to_real(out);
    return out;
}

/// On the wire the number of a format or of a size, or a floating-point number.
std::optional<Problem> scaled_number(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, scaling_shape, 8, out);
    Scaling by{real_in(call, "scaling", 1), real_in(call, "offset", 0),
               static_cast<int>(call.number("ndigits", 3))};
    const std::string format = call.text("fmt");
    by.whole = call["scaling"].as<double>() == nullptr && call["offset"].as<double>() == nullptr;
    by.is_real = format.ends_with('f') || format.ends_with('d');
    by.unit = call.text("unit");
    if (by.scaling == 0) return Problem{"scaling is not 0"};
    if (by.is_real) {
        out.field.width = format.ends_with('f') ? 32 : 64;
        out.field.little_endian = format.starts_with('<');
    } else if (call.has("size")) {
        if (auto problem = set_size(call, out)) return problem;
        if (out.field.width > 64) return Problem{"a number with a scale has 64 bits at the most"};
        out.field.shape = &scaling_shape;
    } else if (auto problem = set_format(call, "B", out)) {
        return problem;
    }
    out.field.user = &out.keep(std::move(by));
    out.field.start = &out.keep(call["default"]);  // The reference takes any, also one that does not fit.
    return std::nullopt;
}

std::optional<Problem> fixed_number(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, fixed_point_shape, 0, out);
    const std::int64_t size = call.number("size", 0), fraction = call.number("frac_bits", 16);
    if (size < 1 || size > 64 || fraction < 1 || fraction > size)
        return Problem{fmt::format("{} has 1 to 64 bits, some of them for the fraction", what.name)};
    out.field.width = static_cast<std::uint16_t>(size);
    out.field.user = &out.keep(FixedPoint{static_cast<int>(fraction)});
    return set_default(out, call["default"]);
}

// ---- times, and yes or no ----------------------------------------------------------------------------

bool is_set(const FieldCall& call, std::string_view parameter) {
    Integer number = 0;
    return call[parameter].to_integer(number) && number != 0;
}

/// Seconds since 1970 of (year, month, day, hour, minute, second …).
std::int64_t seconds_of(const Value& epoch) {
    const List* parts = epoch.items();
    Integer numbers[6] = {1970, 1, 1, 0, 0, 0};
    for (std::size_t i = 0; parts != nullptr && i < std::min(parts->size(), std::size(numbers)); ++i)
        (*parts)[i].to_integer(numbers[i]);
    std::tm time = {};
    time.tm_year = static_cast<int>(numbers[0]) - 1900;
    time.tm_mon = static_cast<int>(numbers[1]) - 1;
    time.tm_mday = static_cast<int>(numbers[2]);
    time.tm_hour = static_cast<int>(numbers[3]);
    time.tm_min = static_cast<int>(numbers[4]);
    time.tm_sec = static_cast<int>(numbers[5]);
    return ::timegm(&time);
}

std::optional<Problem> time_number(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, time_text_shape, what.width, out);
    if (auto problem = set_format(call, "I", out)) return problem;
    if (call.has("custom_scaling")) return Problem{"a time with a scale of its own"};
    const bool parts = is_set(call, "use_msec") || is_set(call, "use_micro") || is_set(call, "use_nano");
    const double divisor = is_set(call, "use_msec")    ? 1e3
                           : is_set(call, "use_micro") ? 1e6
                           : is_set(call, "use_nano")  ? 1e9
                                                       : 1;
    const std::string format = call.has("strf") ? call.text("strf") : "%a, %d %b %Y %H:%M:%S +0000";
    out.field.user = &out.keep(TimeText{divisor, call.has("epoch") ? seconds_of(call["epoch"]) : 0,
                                        what.name == "SecondsIntField" ? std::string() : format, parts});
    return set_default(out, call["default"]);
}

/// Seconds since 1970 in 48 bits.
std::optional<Problem> time_signed(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, time_text_shape, what.width, out);
    out.field.user = &out.keep(TimeText{1, 0, "%a %b %d %H:%M:%S %Y", false, true});
    return set_default(out, call["default"]);
}

std::optional<Problem> extended_number(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    constexpr std::int64_t most_significant = 7;
    start_field(call, extended_shape, 0, out);
    const std::int64_t place =
        call.number("extension_bit", what.name.starts_with("MSB") ? most_significant : 0);
    if (place < 0 || place > most_significant)
        return Problem{fmt::format("{} has an extension bit from 0 to 7", what.name)};
    out.field.user = &out.keep(ExtensionBit{static_cast<unsigned>(place)});
    return set_default(out, call["default"]);
}

std::optional<Problem> low_bits(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, low_bits_shape, 0, out);
    if (auto problem = set_size(call, out)) return problem;
    if (out.field.shape == &wide_shape || out.field.little_endian)
        return Problem{fmt::format("{} has 1 to 64 bits", out.field.name)};
    out.field.word = 1;
    return finish(call, out);
}

std::optional<Problem> bits_by_rule(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, asked_bits_shape, 0, out);
    if (auto problem = set_extent(call, out)) return problem;
    if (out.field.extent.rule == nullptr) return Problem{fmt::format("{} takes a length_from", what.name)};
    return set_default(out, call["default"]);
}

/// Steps of 1/256, which have eight digits behind the point.
std::optional<Problem> coded_decimal(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, scaling_shape, 16, out);
    if (auto problem = set_format(call, "H", out)) return problem;
    out.field.user = &out.keep(Scaling{.scaling = 1.0 / 256, .digits = 8, .whole = false, .cuts = true});
    return set_default(out, call["default"]);
}

/// The numbers of a choice: one, a range as a tuple, several as a list.
std::vector<Integer> numbers_in(const Value& choice) {
    std::vector<Integer> out;
    Integer one = 0;
    if (choice.to_integer(one)) return {one};
    const List* items = choice.items();
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i)
        if ((*items)[i].to_integer(one)) out.push_back(one);
    if (!choice.is_tuple() || out.size() != 2) return out;
    const Integer last = std::min<Integer>(out[1], 255);
    out.pop_back();
    while (out.back() < last) out.push_back(out.back() + 1);
    return out;
}

/// {"no": 0, "low": (1, 22), "some": [24, 25]}; without it 0 is no, all else yes.
std::optional<Problem> yes_or_no(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, integer_shape, what.width, out);
    std::vector<Name> names;
    const auto add = [&](const Value& choice, const std::string& name) {
        for (const Integer number : numbers_in(choice))
            names.push_back({static_cast<std::uint64_t>(number), out.keep_text(name)});
    };
    if (const auto* config = call["config"].as<std::shared_ptr<Dictionary>>()) {
        for (const auto& [name, choice] : **config)
            if (name.octets() != nullptr) add(choice, *name.octets());
    } else {
        add(Value(0), "no");
        add(Value::tuple({Value(1), Value(255)}), "yes");
    }
    out.field.names = out.keep(std::move(names));
    return set_default(out, call["default"]);
}

constexpr FieldClass classes[] = {
    {"ByteField", plain, number, 8},
    {"XByteField", plain, number, 8, false, false, true},
    {"OByteField", plain, number, 8},
    {"SignedByteField", plain, number, 8, false, true},
    {"ShortField", plain, number, 16},
    {"XShortField", plain, number, 16, false, false, true},
    {"SignedShortField", plain, number, 16, false, true},
    {"LEShortField", plain, number, 16, true},
    {"LESignedShortField", plain, number, 16, true, true},
    {"XLEShortField", plain, number, 16, true, false, true},
    {"ThreeBytesField", plain, number, 24},
    {"X3BytesField", plain, number, 24, false, false, true},
    {"LEThreeBytesField", plain, number, 24, true},
    {"LEX3BytesField", plain, number, 24, true, false, true},
    {"XLE3BytesField", plain, number, 24, true, false, true},
    {"IntField", plain, number, 32},
    {"XIntField", plain, number, 32, false, false, true},
    {"SignedIntField", plain, number, 32, false, true},
    {"LEIntField", plain, number, 32, true},
    {"LESignedIntField", plain, number, 32, true, true},
    {"XLEIntField", plain, number, 32, true, false, true},
    {"LongField", plain, number, 64},
    {"XLongField", plain, number, 64, false, false, true},
    {"SignedLongField", plain, number, 64, false, true},
    {"LELongField", plain, number, 64, true},
    {"LESignedLongField", plain, number, 64, true, true},
    {"XLELongField", plain, number, 64, true, false, true},
    {"YesNoByteField", choices, yes_or_no, 8},
    {"SecondsIntField", counted_seconds, time_number, 32},
    {"UTCTimeField", timed, time_number, 32},
    {"TimeSignedField", plain, time_signed, 48},
    {"MSBExtendedField", plain, extended_number},
    {"LSBExtendedField", plain, extended_number},
    {"BitExtendedField", extended, extended_number},
    {"BCDFloatField", formatted, coded_decimal},
    {"LEBitField", sized, low_bits},
    {"LEBitEnumField", sized_named, low_bits},
    {"BitFixedLenField", long_by_rule, bits_by_rule},
    {"ByteEnumField", named, number, 8},
    {"XByteEnumField", named, number, 8, false, false, true},
    {"SignedByteEnumField", named, number, 8, false, true},
    {"ByteEnumKeysField", named, number, 8},
    {"ShortEnumField", named, number, 16},
    {"XShortEnumField", named, number, 16, false, false, true},
    {"ShortEnumKeysField", named, number, 16},
    {"LEShortEnumField", named, number, 16, true},
    {"XLEShortEnumField", named, number, 16, true, false, true},
    {"ThreeBytesEnumField", named, number, 24},
    {"LEThreeBytesEnumField", named, number, 24, true},
    {"LE3BytesEnumField", named, number, 24, true},
    {"XLE3BytesEnumField", named, number, 24, true, false, true},
    {"IntEnumField", named, number, 32},
    {"XIntEnumField", named, number, 32, false, false, true},
    {"IntEnumKeysField", named, number, 32},
    {"SignedIntEnumField", named, number, 32, false, true},
    {"LEIntEnumField", named, number, 32, true},
    {"XLEIntEnumField", named, number, 32, true, false, true},
    {"LESignedIntEnumField", named, number, 32, true, true},
    {"LongEnumField", named, number, 64},
    {"XLongEnumField", named, number, 64, false, false, true},
    {"LELongEnumField", named, number, 64, true},
    {"Field", formatted, by_format},
    {"EnumField", named_formatted, by_format},
    {"BitField", sized, bit_number},
    {"XBitField", sized, bit_number, 0, false, false, true},
    {"BitEnumField", sized_named, bit_number},
    {"BitFieldLenField", measuring_bits, measured},
    {"FlagsField", flagged, flag_bits},
    {"NBytesField", octets_wide, some_octets},
    {"XNBytesField", octets_wide, some_octets, 0, false, false, true},
    {"FieldLenField", measuring, measured},
    {"LEFieldLenField", measuring, measured, 0, true},
    {"LenField", payload_long, of_payload},
    {"MACField", plain, address<mac_shape>, 48},
    {"DestMACField", plain, address<mac_shape>, 48},
    {"LEMACField", plain, address<mac_shape>, 48, true},
    {"SourceMACField", plain, address<mac_shape>, 48},
    {"IPField", plain, address<ipv4_shape>, 32},
    {"SourceIPField", plain, address<ipv4_shape>, 32},
    {"DestIPField", plain, address<ipv4_shape>, 32},
    {"IP6Field", plain, address<ipv6_shape>, 128},
    {"SourceIP6Field", plain, address<ipv6_shape>, 128},
    {"DestIP6Field", plain, address<ipv6_shape>, 128},
    {"OUIField", plain, number, 24, false, false, true},
    {"ScalingField", scaling, scaled_number},
    {"BitScalingField", scaling_bits, scaled_number},
    {"FixedPointField", with_fraction, fixed_number},
};

}  // namespace

std::span<const FieldClass> number_field_classes() { return classes; }

}  // namespace pkttest
