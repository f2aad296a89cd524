// Field: a name, a shape and a default, with what makes it conditional, automatic or of variable length.
// The factory functions at the end are what a protocol's table is written with.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "framework/packet/value.h"

namespace pkttest {

class Layer;
class Rule;
struct Shape;
struct Case;

/// A value's name: an enumeration's member, or a flag by its bit ("S" is 0x02 of TCP's flags).
struct Name {
    std::uint64_t value;
    std::string_view name;
};

/// How far a variable field reaches.
struct Extent {
    enum class Kind : std::uint8_t {
        none,
        rest,
        fixed,
        octets_from,
        count_from,
        until,
        octets_by,
        count_by,
        up_to
    };
    Kind kind = Kind::none;
    std::string_view field = {};  ///< octets_from, count_from, up_to: the field that says it.
    int unit = 1;                 ///< extent = value * unit + add
    int add = 0;                  ///< fixed: the octets; until: the terminator.
    std::int64_t (*by)(const Layer& layer) = nullptr;  ///< octets_by, count_by.
    const Rule* rule = nullptr;                        ///< The same, made at run time.
};
constexpr Extent rest() { return {.kind = Extent::Kind::rest}; }
constexpr Extent fixed(int octets) { return {.kind = Extent::Kind::fixed, .add = octets}; }
constexpr Extent octets_from(std::string_view field, int unit = 1, int add = 0) {
    return {.kind = Extent::Kind::octets_from, .field = field, .unit = unit, .add = add};
}
constexpr Extent count_from(std::string_view field, int unit = 1, int add = 0) {
    return {.kind = Extent::Kind::count_from, .field = field, .unit = unit, .add = add};
}
/// As far as the field says, counted from the layer's start; nothing where that lies behind.
constexpr Extent up_to(std::string_view field, int unit = 1, int add = 0) {
    return {.kind = Extent::Kind::up_to, .field = field, .unit = unit, .add = add};
}
constexpr Extent until(int octet) { return {.kind = Extent::Kind::until, .add = octet}; }
constexpr Extent octets_by(std::int64_t (*by)(const Layer&)) {
    return {.kind = Extent::Kind::octets_by, .by = by};
}
constexpr Extent count_by(std::int64_t (*by)(const Layer&)) {
    return {.kind = Extent::Kind::count_by, .by = by};
}

/// An automatic length or count: (size of `field` + add + unit - 1) / unit. With unit 4 and add 20 it is
/// IP.ihl over the options.
struct Measure {
    std::string_view field = {};
    int unit = 1;
    int add = 0;
};

/// When a conditional field is there: by an earlier field's value, or by a function.
struct When {
    enum class Test : std::uint8_t { always, equals, differs, any_bit, no_bit, below, from, by };
    Test test = Test::always;
    std::string_view field = {};
    std::uint64_t value = 0;
    bool (*by)(const Layer& layer) = nullptr;
    const Rule* rule = nullptr;  ///< The same, made at run time.
};
constexpr When equals(std::string_view field, std::uint64_t value) {
    return {When::Test::equals, field, value};
}
constexpr When differs(std::string_view field, std::uint64_t value) {
    return {When::Test::differs, field, value};
}
constexpr When any_bit(std::string_view field, std::uint64_t mask) {
    return {When::Test::any_bit, field, mask};
}
constexpr When no_bit(std::string_view field, std::uint64_t mask) {
    return {When::Test::no_bit, field, mask};
}
constexpr When below(std::string_view field, std::uint64_t value) {
    return {When::Test::below, field, value};
}
constexpr When from(std::string_view field, std::uint64_t value) { return {When::Test::from, field, value}; }
constexpr When when(bool (*by)(const Layer&)) { return {.test = When::Test::by, .by = by}; }

/// What a computed number rests on. `octets`: on anything. `sizes`: on how many octets there are, on no
/// value. `sum`: it is the Internet checksum (RFC 1071) of octets that no value chooses, so that a change can
/// be added to it (RFC 1624).
enum class Basis : std::uint8_t { octets, sizes, sum };

/// What a field may have beyond name, shape and default. Written with designators: `{.compute = …}`.
struct Extra {
    Integer (*compute)(const Layer& built) =
        nullptr;  ///< Automatic: from the built octets, inner layers first (see Basis).
    Basis basis = Basis::octets;
    When when = {};
    Extent extent = {};
    Measure length_of = {};   ///< Automatic: octets of another field of this layer.
    Measure count_of = {};    ///< Automatic: elements of another field.
    std::uint8_t pad_to = 0;  ///< Variable fields: zero octets up to a multiple of it.
    /// Zero octets before the field, so that it begins at a multiple of it from the layer's start.
    std::uint8_t align_to = 0;
    std::uint8_t word = 0;  ///< `word_bits`: octets of the little-endian number that this is a part of.
    bool little_endian = false;
    bool is_signed = false;
    bool input_names =
        false;  ///< The names are for writing only: what a value means depends on other fields.
    /// The name of a value where other fields decide it (ICMP's code); empty where it has none.
    std::string_view (*name_by)(const Layer& layer, std::uint64_t value) = nullptr;
    bool hex = false;  ///< `show` prints it in hexadecimal.
    /// Layers: each element has a payload of its own, and begins where the one before leaves padding.
    bool stacked = false;
    /// Layers: where the octets end before the extent does, what is there must still be whole elements; else
    /// the layer that has the field is malformed.
    bool unbroken = false;
    const void* user = nullptr;  ///< For the shape's or the function's own use.
    /// Made at run time: adjusts what an automatic field was computed to be; layers: each one's protocol.
    const Rule* rule = nullptr;
    const Value* start = nullptr;  ///< Made at run time: the default, as a user writes it.
};

/// A default that a table can hold: nothing, a number, or text that the shape reads.
struct Default {
    enum class Kind : std::uint8_t { none, number, text };
    Kind kind = Kind::none;
    std::int64_t number = 0;
    std::string_view text = {};
    constexpr Default() = default;
    constexpr Default(std::int64_t value) : kind(Kind::number), number(value) {}
    constexpr Default(int value) : kind(Kind::number), number(value) {}
    constexpr Default(unsigned value) : kind(Kind::number), number(value) {}
    constexpr Default(unsigned long value) : kind(Kind::number), number(static_cast<std::int64_t>(value)) {}
    constexpr Default(const char* value) : kind(Kind::text), text(value) {}
    constexpr Default(std::string_view value) : kind(Kind::text), text(value) {}
};

struct Field : Extra {
    std::string_view name;
    const Shape* shape = nullptr;
    std::uint16_t width = 0;  ///< Bits; 0 where the length varies.
    Default initial = {};
    std::span<const Name> names = {};
    const Field* element = nullptr;    ///< Lists of fields: what each element is.
    std::string_view protocol = {};    ///< Layers: the elements' protocol (or its base).
    std::span<const Case> cases = {};  ///< One of several: which, and when.

    constexpr bool automatic() const {
        return compute != nullptr || !length_of.field.empty() || !count_of.field.empty();
    }
    constexpr bool conditional() const { return when.test != When::Test::always; }
};

extern const Shape integer_shape;  ///< 1 to 64 bits; with names an enumeration.
extern const Shape flags_shape;
extern const Shape word_bits_shape;  ///< A part of a little-endian number.
extern const Shape mac_shape;
extern const Shape ipv4_shape;
extern const Shape ipv6_shape;
extern const Shape octets_shape;       ///< Bytes by an extent.
extern const Shape list_shape;         ///< Elements of one field by an extent.
extern const Shape layers_shape;       ///< Layers of one protocol family by an extent.
extern const Shape layer_shape;        ///< One layer with its payload, in a field.
extern const Shape one_of_shape;       ///< One of several fields, as other fields tell.
extern const Shape wide_shape;         ///< Numbers of more than 64 bits.
extern const Shape scaled_shape;       ///< A number in steps of a unit: seconds in 1/256.
extern const Shape fixed_point_shape;  ///< A number with a fraction in binary, kept exactly.
extern const Shape float_shape;        ///< Floating-point numbers of 32 and 64 bits.
extern const Shape uuid_shape;         ///< Sixteen octets, written in five groups.
extern const Shape padded_shape;       ///< Another field (`element`) and what pads it (`user`: Padding).
extern const Shape padded_list_shape;  ///< The same for fields that take lists.
extern const Shape tuples_shape;       ///< Options as Scapy's tuples: ("MSS", 1460), "end".
extern const Shape domain_name_shape;  ///< DNS names (RFC 1035 3.1, 4.1.4), in domain_name.cpp.

constexpr Field make_field(std::string_view name, const Shape& shape, std::uint16_t width, Default initial,
                           const Extra& extra, std::span<const Name> names = {}) {
    Field field;
    static_cast<Extra&>(field) = extra;
    field.name = name;
    field.shape = &shape;
    field.width = width;
    field.initial = initial;
    field.names = names;
    return field;
}

/// The width of a number; outside 1 to 64 the table does not compile.
constexpr std::uint16_t number_width(std::uint16_t width) {
    if (width < 1 || width > 64) throw "a number has 1 to 64 bits";
    return width;
}

/// An unsigned number of 1 to 64 bits, most significant bit first.
constexpr Field bits(std::string_view name, std::uint16_t width, Default initial = 0,
                     const Extra& extra = {}) {
    return make_field(name, integer_shape, number_width(width), initial, extra);
}
constexpr Field bits(std::string_view name, std::uint16_t width, const Extra& extra) {
    return make_field(name, integer_shape, number_width(width), 0, extra);
}
/// Part of a number of `word` octets that is written little-endian: the parts stand one behind the other from
/// its most significant bit, and fill it.
constexpr Field word_bits(std::string_view name, std::uint16_t width, std::uint8_t word, Default initial = 0,
                          std::span<const Name> names = {}, const Extra& extra = {}) {
    if (width < 1 || width > 120) throw "a part of a number has 1 to 120 bits";
    Field field = make_field(name, word_bits_shape, width, initial, extra, names);
    field.word = word;
    return field;
}
/// An unsigned number of whole octets, more than 8 of them.
constexpr Field wide(std::string_view name, std::uint16_t octets, Default initial = 0,
                     const Extra& extra = {}) {
    return make_field(name, wide_shape, static_cast<std::uint16_t>(octets * 8), initial, extra);
}
/// A number whose values have names.
constexpr Field enumeration(std::string_view name, std::uint16_t width, Default initial,
                            std::span<const Name> names, const Extra& extra = {}) {
    return make_field(name, integer_shape, number_width(width), initial, extra, names);
}
/// Bits with names; the table gives each flag's bit value.
constexpr Field flags(std::string_view name, std::uint16_t width, Default initial,
                      std::span<const Name> names, const Extra& extra = {}) {
    return make_field(name, flags_shape, number_width(width), initial, extra, names);
}
constexpr Field mac(std::string_view name, Default initial = "00:00:00:00:00:00", const Extra& extra = {}) {
    return make_field(name, mac_shape, 48, initial, extra);
}
constexpr Field ipv4(std::string_view name, Default initial = "0.0.0.0", const Extra& extra = {}) {
    return make_field(name, ipv4_shape, 32, initial, extra);
}
constexpr Field ipv6(std::string_view name, Default initial = "::", const Extra& extra = {}) {
    return make_field(name, ipv6_shape, 128, initial, extra);
}
/// Octets up to `extra.extent` (rest() where none is given).
constexpr Field octets(std::string_view name, Default initial, const Extra& extra) {
    Field field = make_field(name, octets_shape, 0, initial, extra);
    if (field.extent.kind == Extent::Kind::none) field.extent = rest();
    if (field.extent.kind == Extent::Kind::fixed)
        field.width = static_cast<std::uint16_t>(field.extent.add * 8);
    return field;
}
/// A list whose elements are `element`, up to `extra.extent`. `initial`: its one element, or text whose
/// octets are the numbers.
constexpr Field list(std::string_view name, const Field& element, const Extra& extra, Default initial = {}) {
    Field field = make_field(name, list_shape, 0, initial, extra);
    field.element = &element;
    return field;
}
/// A list of layers: `protocol`, or what specialises it by `variant_of`, up to `extra.extent`.
constexpr Field layers(std::string_view name, std::string_view protocol, const Extra& extra) {
    Field field = make_field(name, layers_shape, 0, {}, extra);
    field.protocol = protocol;
    return field;
}
/// One layer, with what it carries, up to `extra.extent`; without an extent as far as the layer says itself.
/// By default `protocol` with its defaults; `initial` may be octets of it instead, or "" for none.
constexpr Field layer(std::string_view name, std::string_view protocol, const Extra& extra = {}) {
    Field field = make_field(name, layer_shape, 0, protocol, extra);
    field.protocol = protocol;
    return field;
}
/// The same, nothing by default.
constexpr Field optional_layer(std::string_view name, std::string_view protocol, const Extra& extra = {}) {
    Field field = layer(name, protocol, extra);
    field.initial = "";
    return field;
}
/// What a field is when `when` holds.
struct Case {
    When when;
    const Field* field;
};
/// The first case that holds; the last one should always do (Scapy's MultipleTypeField). The cases' fields
/// are named as this one, and read the layer's other fields.
constexpr Field one_of(std::string_view name, std::span<const Case> cases, const Extra& extra = {}) {
    Field field = make_field(name, one_of_shape, 0, cases.back().field->initial, extra);
    field.cases = cases;
    return field;
}
/// What pads a field: zero octets or others, up to a multiple of so many octets.
struct Padding {
    std::size_t multiple = 1;
    std::uint8_t filler = 0;
    bool before = false;  ///< So that the field begins there, counted from its layer's start.
};
/// A number that counts steps: 20.0 stands for 5120 in steps of 1/256.
struct Scale {
    double step;         ///< What one stands for.
    double initial = 0;  ///< In the user's unit.
};
constexpr Field scaled(std::string_view name, std::uint16_t width, const Scale& scale,
                       const Extra& extra = {}) {
    Field field = make_field(name, scaled_shape, number_width(width),
                             static_cast<std::int64_t>(scale.initial / scale.step + 0.5), extra);
    field.user = &scale;
    return field;
}
/// A number whose last bits are a fraction.
struct FixedPoint {
    int fraction_bits;
};
/// An unsigned number with a fraction: NTP's seconds in 32 and 32 bits. Exact: what is whole is an integer,
/// what a real number can hold is one, anything else a number that knows all its digits.
constexpr Field fixed_point(std::string_view name, std::uint16_t width, const FixedPoint& format,
                            Default initial = 0, const Extra& extra = {}) {
    Field field = make_field(name, fixed_point_shape, number_width(width), initial, extra);
    field.user = &format;
    return field;
}
/// A DNS name; the reader follows compression pointers, the writer compresses nothing.
constexpr Field domain_name(std::string_view name, Default initial = ".", const Extra& extra = {}) {
    return make_field(name, domain_name_shape, 0, initial, extra);
}
/// A field of a shape of its own.
constexpr Field custom(std::string_view name, const Shape& shape, Default initial = {},
                       const Extra& extra = {}, std::uint16_t width = 0) {
    return make_field(name, shape, width, initial, extra);
}

/// An option of a `tuples` field.
struct Option {
    std::uint64_t code;
    std::string_view name;
    std::span<const Field> parts = {};  ///< What the value consists of; empty: raw octets.
    bool repeats = false;               ///< The parts repeat to the option's end (address lists).
    bool bare = false;                  ///< A code alone, no length: NOP, End.
    bool as_list = false;               ///< The repeated parts are one value, a list: ("name", [1, 2]).
};
/// The layout of a `tuples` field.
struct OptionTable {
    std::span<const Option> options;
    bool length_counts_header = false;  ///< TCP: yes; DHCP: no.
    int end_code = -1;                  ///< After it the rest is padding.
    bool end_is_kept = true;            ///< The end code appears in the list ("end" of DHCP).
    /// DHCP: values follow the name, ("router", a, b); bare codes are text, "end"; the rest behind an option
    /// that cannot be read is bytes. TCP: one value, ("Timestamp", (1, 2)), ("NOP", None), lengths are cut.
    bool flat = false;
};
constexpr Field tuples(std::string_view name, const OptionTable& table, const Extra& extra) {
    Field field = make_field(name, tuples_shape, 0, {}, extra);
    field.user = &table;
    return field;
}

}  // namespace pkttest
