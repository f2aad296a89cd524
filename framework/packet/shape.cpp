// Shape: bits in and out, extents, normalisation of users' values and sets, names.
#include "framework/packet/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "framework/packet/address.h"
#include "framework/packet/packet.h"
#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/value_set.h"

namespace pkttest {

std::uint64_t read_odd_bits(const std::uint8_t* data, std::size_t bit, unsigned width, bool little_endian) {
    const std::uint8_t* at = data + bit / 8;
    if (bit % 8 == 0 && width % 8 == 0) {
        std::uint64_t value = 0;
        const unsigned octets = width / 8;
        for (unsigned i = 0; i < octets; ++i) value = value << 8 | at[little_endian ? octets - 1 - i : i];
        return value;
    }
    UnsignedInteger value = 0;
    const std::size_t shift = bit % 8;
    const std::size_t octets = (shift + width + 7) / 8;
    for (std::size_t i = 0; i < octets; ++i) value = value << 8 | at[i];
    value >>= octets * 8 - shift - width;
    return static_cast<std::uint64_t>(value & ((UnsignedInteger{1} << width) - 1));
}

void write_odd_bits(std::uint8_t* data, std::size_t bit, unsigned width, UnsignedInteger value,
                    bool little_endian) {
    std::uint8_t* at = data + bit / 8;
    if (bit % 8 == 0 && width % 8 == 0) {
        const unsigned octets = width / 8;
        for (unsigned i = 0; i < octets; ++i)
            at[little_endian ? i : octets - 1 - i] = static_cast<std::uint8_t>(value >> (8 * i));
        return;
    }
    while (width > 0) {
        const std::size_t last = bit + width - 1;
        const unsigned above = 7 - last % 8;  // Bits of the octet behind the number.
        const unsigned taken = std::min(width, 8 - above);
        const unsigned mask = ((1u << taken) - 1) << above;
        const unsigned placed = static_cast<unsigned>(value) << above & mask;
        data[last / 8] = static_cast<std::uint8_t>((data[last / 8] & ~mask) | placed);
        value >>= taken;
        width -= taken;
    }
}

void BitWriter::put(UnsignedInteger value, unsigned width, bool little_endian) {
    if (free_bits_ == 0 && width % 8 == 0) {
        const std::size_t at = out_.size();
        out_.resize(at + width / 8);
        write_bits(out_.data() + at, 0, width, value, little_endian);
        return;
    }
    const std::size_t at = out_.size() * 8 - free_bits_;
    out_.resize((at + width + 7) / 8);
    write_bits(out_.data(), at, width, value, false);
    free_bits_ = static_cast<unsigned>(out_.size() * 8 - (at + width));
}

void BitWriter::put_octets(std::string_view octets) {
    const std::size_t at = out_.size();
    out_.resize(at + octets.size());
    if (!octets.empty()) std::memcpy(out_.data() + at, octets.data(), octets.size());
}

void BitWriter::pad(const Field& field, std::size_t start) {
    while (field.pad_to > 1 && (out_.size() - start) % field.pad_to != 0) {
        out_.push_back(0);
        ++padding_;
    }
}

namespace {

/// A length that runs past the end takes what is there, as in the reference; the packet says so.
const char* checked(std::int64_t octets, const Cursor& cursor, std::size_t& out) {
    if (octets < 0) return "a length is too small for what it counts";
    out = static_cast<std::size_t>(octets);
    if (out <= cursor.octets_left()) return nullptr;
    out = cursor.octets_left();
    cursor.note = "a length runs past the end";
    return nullptr;
}

/// Without a terminator all that is there, as in the reference; the packet says so.
const char* find_terminator(const Cursor& cursor, int terminator, std::size_t& out) {
    const std::size_t left = cursor.octets_left();
    const void* found = left > 0 ? std::memchr(cursor.here(), terminator, left) : nullptr;
    if (found == nullptr) return out = left, cursor.note = "the terminator is missing", nullptr;
    out = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - cursor.here()) + 1;
    return nullptr;
}

std::int64_t asked(const Extent& extent, const Layer& layer) {
    return extent.rule != nullptr ? ask_number(*extent.rule, layer) : extent.by(layer);
}

}  // namespace

const char* measure_extent(const Field& field, const Layer& layer, const Cursor& cursor, std::size_t& out) {
    const Extent& extent = field.extent;
    const std::size_t left = cursor.octets_left();
    const auto said = [&] {
        return static_cast<std::int64_t>(layer.integer(extent.field)) * extent.unit + extent.add;
    };
    switch (extent.kind) {
        case Extent::Kind::none:
        case Extent::Kind::rest:
            // Octets that are left for the fields behind: StrField(remain=2).
            return out = left - std::min(left, static_cast<std::size_t>(std::max(extent.add, 0))), nullptr;
        case Extent::Kind::fixed:
            return checked(extent.add, cursor, out);
        case Extent::Kind::octets_from:
            return checked(said(), cursor, out);
        case Extent::Kind::up_to:
            return checked(std::max<std::int64_t>(said() - static_cast<std::int64_t>(cursor.bit / 8), 0),
                           cursor, out);
        case Extent::Kind::octets_by:
            return checked(asked(extent, layer), cursor, out);
        case Extent::Kind::until:
            return find_terminator(cursor, extent.add, out);
        case Extent::Kind::count_from:
            return out = static_cast<std::size_t>(std::max<std::int64_t>(said(), 0)), nullptr;
        case Extent::Kind::count_by:
            return out = static_cast<std::size_t>(std::max<std::int64_t>(asked(extent, layer), 0)), nullptr;
    }
    return nullptr;
}

namespace {

/// The ends of `(first, last)` as a range of the field's numbers; nullopt where it is no such pair.
std::optional<Problem> normalize_range(const Field& field, const List& ends, Value& internal) {
    Value first, last;
    if (auto problem = field.shape->normalize(field, ends[0], first)) return problem;
    if (auto problem = field.shape->normalize(field, ends[1], last)) return problem;
    Integer low = 0, high = 0;
    if (!first.to_integer(low) || !last.to_integer(high))
        return Problem{fmt::format("{} takes no range", field.name)};
    if (high < low)
        return Problem{fmt::format("the range of {} is empty: its end is below its start", field.name)};
    internal = Value(range_of(low, high));
    return std::nullopt;
}

std::optional<Problem> normalize_choice(const Field& field, const List& members, Value& internal) {
    List out;
    for (const Value& member : members) {
        Value one;
        if (auto problem = normalize(field, member, one)) return problem;
        out.push_back(std::move(one));
    }
    internal = Value(choice_of(std::move(out)));
    return std::nullopt;
}

/// "192.0.2.0/24", "192.168.*.2", "10.0.0-3.1": several addresses in one text.
std::optional<Problem> normalize_network(const Field& field, const std::string& text, Value& internal) {
    if (auto set = address_set(text, field.shape == &ipv6_shape)) {
        internal = Value(std::move(set));
        return std::nullopt;
    }
    return Problem{
        fmt::format("{} is no network or set of addresses for {}", represent_text(text), field.name),
        "for example: 192.0.2.0/24, 192.168.*.2, 10.0.0-3.1, 2001:db8::/32"};
}

bool looks_like_network(const Field& field, const std::string& text) {
    if (field.shape == &ipv6_shape) return text.find('/') != std::string::npos;
    return field.shape == &ipv4_shape && text.find_first_of("/*-") != std::string::npos;
}

bool is_empty_packet(const Value& value) {
    const auto* layer = value.as<LayerReference>();
    return layer != nullptr && (layer->packet == nullptr || layer->index >= layer->packet->size());
}

/// No octets: what a field holds of a packet without layers, so that what it holds always has a layer.
Value without_octets() { return Value(LayerReference{std::make_shared<Packet>(*find_protocol("Raw")), 0}); }

std::optional<Problem> normalize_filled(const Field& field, const List& items, Value& internal) {
    List out = items;
    for (Value& item : out)
        if (is_empty_packet(item)) item = without_octets();
    return field.shape->normalize(field, Value(std::move(out)), internal);
}

}  // namespace

std::optional<Problem> normalize(const Field& field, const Value& in, Value& internal) {
    if (in.is_none()) return internal = Value(), std::nullopt;
    if (in.is_plain()) return field.shape->normalize(field, in, internal);
    if (is_empty_packet(in)) return field.shape->normalize(field, without_octets(), internal);
    if (const ValueSet* set = in.set()) {
        std::optional<Problem> problem;
        internal = Value(set->map([&](const Value& member) {
            Value one;
            if (auto wrong = normalize(field, member, one); wrong && !problem) problem = wrong;
            return one;
        }));
        return problem;
    }
    if (in.is_list() && field.shape->takes_lists &&
        std::any_of(in.items()->begin(), in.items()->end(), is_empty_packet))
        return normalize_filled(field, *in.items(), internal);
    if (!field.shape->takes_lists) {
        if (in.is_tuple() && in.items()->size() == 2) return normalize_range(field, *in.items(), internal);
        if (in.is_list()) return normalize_choice(field, *in.items(), internal);
    }
    auto problem = field.shape->normalize(field, in, internal);
    if (problem && in.is_text() && looks_like_network(field, *in.octets()))
        return normalize_network(field, *in.octets(), internal);
    return problem;
}

namespace {

/// "\x01\x02" is [1, 2] for a list of numbers of one octet, [0x102] for one of two.
Value numbers_of(const Field& element, std::string_view octets) {
    List out;
    const auto* data = reinterpret_cast<const std::uint8_t*>(octets.data());
    for (std::size_t bit = 0; bit + element.width <= octets.size() * 8; bit += element.width)
        out.push_back(Value(read_bits(data, bit, element.width, element.little_endian)));
    return Value(std::move(out));
}

}  // namespace

/// A protocol's name stands for the layer with its defaults, other text for its octets.
static Value default_layer(const Field& field) {
    const std::string_view text = field.initial.text;
    if (text.empty()) return {};
    if (const Protocol* protocol = find_protocol(text)) return Value(Packet(*protocol));
    const auto* octets = reinterpret_cast<const std::uint8_t*>(text.data());
    return Value(Packet::nested(Dissection({octets, text.size()}, *find_protocol(field.protocol))));
}
/// Fields that are a list when nothing is given.
static bool is_list(const Field& field) { return field.shape->takes_lists && field.shape != &one_of_shape; }

Value default_of(const Field& field) {
    if (field.automatic()) return {};
    if (field.start != nullptr) {
        Value internal;
        normalize(field, *field.start, internal);
        return internal.is_none() && is_list(field) ? Value(List{}) : internal;
    }
    Value in;
    if (field.initial.kind == Default::Kind::number) in = Value(static_cast<Integer>(field.initial.number));
    if (field.initial.kind == Default::Kind::text)
        in = field.shape == &octets_shape ? Value(Bytes{std::string(field.initial.text)})
                                          : Value(field.initial.text);
    if (in.is_text() && field.element != nullptr &&
        (field.element->shape == &integer_shape || field.element->shape == &fixed_point_shape))
        in = numbers_of(*field.element, field.initial.text);
    if (field.shape == &layer_shape) return default_layer(field);
    if (field.shape == &scaled_shape) return in;  // The table holds the steps.
    if (in.is_none()) return field.shape->takes_lists ? Value(List{}) : Value();
    if (field.shape == &layers_shape) in = Value(Packet(*find_protocol(field.initial.text)));
    Value internal;
    field.shape->normalize(field, in, internal);
    return internal;
}

std::string_view name_of(const Field& field, std::uint64_t value) {
    for (const Name& name : field.names)
        if (name.value == value) return name.name;
    return {};
}

extern constexpr char flags_apart = 0;

bool are_letters(const Field& field) {
    return std::all_of(field.names.begin(), field.names.end(),
                       [](const Name& name) { return name.name.size() == 1; });
}

std::string flag_text(const Field& field, std::uint64_t bits) {
    const bool letters = field.user != &flags_apart && are_letters(field);
    std::string out;
    for (const Name& name : field.names) {
        if ((bits & name.value) == 0) continue;
        if (!out.empty() && !letters) out += '+';
        out += name.name;
        bits &= ~name.value;
    }
    for (; bits != 0; bits &= bits - 1) out += out.empty() || letters ? "?" : "+?";
    return out;
}

}  // namespace pkttest
