// The shape of options as tuples: ("MSS", 1460), ("router", a, b), "end". Codes without a name keep their
// number, values that do not fit their parts stay octets.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

const OptionTable& table_of(const Field& field) { return *static_cast<const OptionTable*>(field.user); }

const Option* find_option(const OptionTable& table, std::uint64_t code) {
    for (const Option& option : table.options)
        if (option.code == code) return &option;
    return nullptr;
}

const Option* find_option(const OptionTable& table, std::string_view name) {
    for (const Option& option : table.options)
        if (option.name == name) return &option;
    return nullptr;
}

Value name_or_code(const Option* option, std::uint64_t code) {
    return option != nullptr ? Value(option->name) : Value(static_cast<Integer>(code));
}

// ---- decoding ----------------------------------------------------------------------------------------

/// The values of one option, its parts repeated where the option says so; false where they do not fit.
bool decode_parts(const Option& option, const Layer& layer, Cursor cursor, List& out) {
    if (option.parts.empty()) return false;
    do {
        if (cursor.bit == cursor.end) return option.repeats;
        for (const Field& part : option.parts) {
            Value internal;
            if (part.shape->decode(part, layer, cursor, internal) != nullptr) return false;
            out.push_back(part.shape->human(part, internal));
        }
    } while (option.repeats && cursor.bit < cursor.end);
    return cursor.bit == cursor.end;
}

Value octets_at(const Cursor& cursor) {
    return Bytes{std::string(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left())};
}

/// Reads options one by one into a list.
class OptionReader {
 public:
    OptionReader(const Field& field, const Layer& layer, const Cursor& cursor)
        : table_(table_of(field)), layer_(layer), cursor_(cursor) {}

    List read() {
        while (cursor_.bit < cursor_.end && step()) {
        }
        return std::move(out_);
    }

 private:
    bool step() {
        const std::uint8_t code = *cursor_.here();
        const Option* option = find_option(table_, code);
        if (option != nullptr && option->bare) return bare(*option);
        return table_.flat ? flat(option, code) : nested(option, code);
    }

    bool bare(const Option& option) {
        cursor_.bit += 8;
        const bool end = static_cast<std::int64_t>(option.code) == table_.end_code;
        if (!end || table_.end_is_kept)
            out_.push_back(table_.flat ? Value(option.name) : Value::tuple({option.name, Value()}));
        return !end;
    }

    /// ("router", a, b); what cannot be read is kept whole, to the end.
    bool flat(const Option* option, std::uint8_t code) {
        const std::size_t left = cursor_.octets_left();
        if (left < 2 || left < cursor_.here()[1] + 2u) return keep_rest();
        const Cursor value{cursor_.data, cursor_.bit + 16, cursor_.bit + 16 + cursor_.here()[1] * 8u};
        List tuple{name_or_code(option, code)};
        List parts;
        if (option == nullptr || option->parts.empty())
            tuple.push_back(octets_at(value));
        else if (!decode_flat(*option, value, parts))
            return keep_rest();
        tuple.insert(tuple.end(), parts.begin(), parts.end());
        out_.push_back(Value::tuple(std::move(tuple)));
        cursor_.bit = value.end;
        return true;
    }
    bool decode_flat(const Option& option, const Cursor& value, List& parts) {
        if (value.bit == value.end) return true;
        Option repeated = option;
        repeated.repeats = true;
        if (!decode_parts(repeated, layer_, value, parts)) return false;
        if (option.as_list) parts = List{Value(std::move(parts))};
        return true;
    }
    bool keep_rest() {
        out_.push_back(octets_at(cursor_));
        cursor_.bit = cursor_.end;
        return false;
    }

    /// ("Timestamp", (1, 2)); lengths below 2 count as 2, those past the end are cut.
    bool nested(const Option* option, std::uint8_t code) {
        const std::size_t left = cursor_.octets_left();
        std::size_t length = left < 2 ? 2 : cursor_.here()[1];
        if (!table_.length_counts_header) length += 2;
        length = std::min(std::max<std::size_t>(length, 2), left);
        const Cursor value{cursor_.data, cursor_.bit + std::min<std::size_t>(2, left) * 8,
                           cursor_.bit + length * 8};
        out_.push_back(Value::tuple({name_or_code(option, code), nested_value(option, value)}));
        cursor_.bit = value.end;
        return true;
    }
    Value nested_value(const Option* option, const Cursor& value) {
        List parts;
        if (option == nullptr || !decode_parts(*option, layer_, value, parts)) return octets_at(value);
        if (option->as_list) return Value(std::move(parts));
        if (parts.size() == 1) return parts[0];
        return Value::tuple(std::move(parts));
    }

    const OptionTable& table_;
    const Layer& layer_;
    Cursor cursor_;
    List out_;
};

const char* skip_tuples(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t octets = 0;
    if (const char* reason = measure_extent(field, layer, cursor, octets)) return reason;
    cursor.bit += octets * 8;
    return nullptr;
}

const char* decode_tuples(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t start = cursor.bit;
    if (const char* reason = skip_tuples(field, layer, cursor)) return reason;
    out = Value(OptionReader(field, layer, {cursor.data, start, cursor.bit}).read());
    return nullptr;
}

// ---- encoding ----------------------------------------------------------------------------------------

/// The option that the head of a tuple names, by name or number; its code.
const Option* option_of(const OptionTable& table, const Value& head, std::uint64_t& code) {
    Integer number = 0;
    const Option* option = nullptr;
    if (const std::string* name = head.octets()) {
        option = find_option(table, *name);
        number = option != nullptr ? static_cast<Integer>(option->code) : 0;
    } else {
        head.to_integer(number);
        option = find_option(table, static_cast<std::uint64_t>(number));
    }
    code = static_cast<std::uint64_t>(number);
    return option;
}

void encode_part(const Field& part, const Layer& layer, const Value& value, BitWriter& out) {
    Value internal;
    if (part.shape->normalize(part, value, internal)) return;
    part.shape->encode(part, layer, internal, out);
}

/// A value, or values in a list or a tuple, through the option's parts in turn; octets as they are.
void encode_values(const Option* option, const Layer& layer, const List& values, std::size_t& turn,
                   BitWriter& out) {
    for (const Value& value : values) {
        const bool plain = option == nullptr || option->parts.empty();
        const auto* bytes = value.as<Bytes>();
        if (value.items() != nullptr)
            encode_values(option, layer, *value.items(), turn, out);
        else if (bytes != nullptr || plain)
            out.put_octets(value.octets() != nullptr ? *value.octets() : std::string_view());
        else
            encode_part(option->parts[turn++ % option->parts.size()], layer, value, out);
    }
}

void encode_option(const Field& field, const Layer& layer, const List& tuple, BitWriter& out) {
    const OptionTable& table = table_of(field);
    std::uint64_t code = 0;
    const Option* option = option_of(table, tuple[0], code);
    out.put(code, 8);
    if (option != nullptr && option->bare) return;
    const std::size_t start = out.size();
    std::size_t turn = 0;
    out.put(0, 8);
    encode_values(option, layer, List(tuple.begin() + 1, tuple.end()), turn, out);
    const std::size_t length = out.size() - start - 1 + (table.length_counts_header ? 2 : 0);
    out.buffer()[start] = static_cast<std::uint8_t>(length);
}

void encode_tuples(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size();
    if (const List* options = internal.items()) {
        for (const Value& option : *options) {
            if (option.items() != nullptr && !option.items()->empty())
                encode_option(field, layer, *option.items(), out);
            else if (option.is_text())
                encode_option(field, layer, {option}, out);
            else if (const auto* bytes = option.as<Bytes>())
                out.put_octets(bytes->octets);
        }
    }
    out.pad(field, start);
}

// ---- users' values -----------------------------------------------------------------------------------

std::optional<Problem> unknown_option(const Field& field, const std::string& name) {
    Problem problem{fmt::format("{} has no option named {}", field.name, represent_text(name)), {}, name, {}};
    for (const Option& option : table_of(field).options) problem.candidates.emplace_back(option.name);
    return problem;
}

std::optional<Problem> in_option(const Field& field, const Value& head, Problem problem) {
    problem.message = fmt::format("in option {} of {}: {}", represent(head), field.name, problem.message);
    return problem;
}

/// Brings the values of a tuple to the form that decoding yields: enumeration names become numbers, text of
/// raw options bytes.
std::optional<Problem> normalize_value(const Option* option, const Value& in, std::size_t& turn, Value& out) {
    if (in.items() != nullptr) {
        List values;
        for (const Value& item : *in.items()) {
            Value one;
            if (auto problem = normalize_value(option, item, turn, one)) return problem;
            values.push_back(std::move(one));
        }
        out = in.is_tuple() ? Value::tuple(std::move(values)) : Value(std::move(values));
        return std::nullopt;
    }
    if (in.octets() != nullptr && in.octets()->size() > 255)
        return Problem{fmt::format("an option has at most 255 octets, {} do not fit", in.octets()->size())};
    if (in.as<Bytes>() != nullptr || in.is_none()) return out = in, std::nullopt;
    if (option == nullptr || option->parts.empty()) {
        if (in.octets() == nullptr)
            return Problem{fmt::format("the value is bytes, not {} {}", in.kind(), represent(in))};
        return out = Bytes{*in.octets()}, std::nullopt;
    }
    const Field& part = option->parts[turn++ % option->parts.size()];
    if (auto problem = part.shape->normalize(part, in, out)) return problem;
    out = part.shape->human(part, out);
    return std::nullopt;
}

std::optional<Problem> normalize_tuple(const Field& field, const List& in, Value& out) {
    std::uint64_t code = 0;
    const Option* option = option_of(table_of(field), in[0], code);
    Integer number = 0;
    if (option == nullptr && in[0].octets() != nullptr) return unknown_option(field, *in[0].octets());
    if (in[0].octets() == nullptr && (!in[0].to_integer(number) || number < 0 || number > 255))
        return Problem{fmt::format("an option of {} starts with its name or number, not {}", field.name,
                                   represent(in[0]))};
    List tuple{name_or_code(option, code)};
    std::size_t turn = 0;
    for (std::size_t i = 1; i < in.size(); ++i) {
        Value value;
        if (auto problem = normalize_value(option, in[i], turn, value))
            return in_option(field, in[0], std::move(*problem));
        tuple.push_back(std::move(value));
    }
    out = Value::tuple(std::move(tuple));
    return std::nullopt;
}

std::optional<Problem> normalize_option(const Field& field, const Value& in, Value& out) {
    if (in.items() != nullptr && !in.items()->empty()) return normalize_tuple(field, *in.items(), out);
    if (in.as<Bytes>() != nullptr) return out = in, std::nullopt;
    if (in.is_text()) {
        const Option* option = find_option(table_of(field), *in.octets());
        if (option == nullptr) return unknown_option(field, *in.octets());
        out = table_of(field).flat ? Value(option->name) : Value::tuple({option->name, Value()});
        return std::nullopt;
    }
    return Problem{
        fmt::format("{} takes tuples of name and value, not {} {}", field.name, in.kind(), represent(in)),
        table_of(field).options.empty()
            ? std::string()
            : fmt::format("for example: [(\"{}\", …)]", table_of(field).options.back().name)};
}

std::optional<Problem> normalize_tuples(const Field& field, const Value& in, Value& internal) {
    List out;
    const List single{in};
    const bool one = in.items() == nullptr || in.is_tuple();
    for (const Value& option : one ? single : *in.items()) {
        Value normal;
        if (auto problem = normalize_option(field, option, normal)) return problem;
        out.push_back(std::move(normal));
    }
    internal = Value(std::move(out));
    return std::nullopt;
}

// ---- reading -----------------------------------------------------------------------------------------

Value human_tuples(const Field&, const Value& internal) { return internal; }

std::string represent_flat(const OptionTable& table, const Value& value) {
    if (value.items() == nullptr || value.items()->empty())
        return value.is_text() ? *value.octets() : represent(value);
    const List& items = *value.items();
    const Option* option = items[0].is_text() ? find_option(table, *items[0].octets()) : nullptr;
    std::string out = items[0].is_text() ? *items[0].octets() : represent(items[0]);
    for (std::size_t i = 1; i < items.size(); ++i) {
        out += i == 1 ? '=' : ',';
        Value internal;
        const bool typed = option != nullptr && option->parts.size() == 1 && items[i].items() == nullptr;
        if (typed && !option->parts[0].shape->normalize(option->parts[0], items[i], internal))
            out += option->parts[0].shape->represent(option->parts[0], internal);
        else
            out += represent(items[i]);
    }
    return out;
}

std::string represent_tuples(const Field& field, const Value& internal) {
    const OptionTable& table = table_of(field);
    if (!table.flat || internal.items() == nullptr) return represent(internal);
    std::string out = "[";
    for (const Value& item : *internal.items()) {
        if (out.size() > 1) out += ' ';
        out += represent_flat(table, item);
    }
    return out + "]";
}

Value random_tuples(const Field& field) {
    const OptionTable& table = table_of(field);
    List out;
    for (std::uint64_t i = table.options.empty() ? 0 : generator()() % 4; i > 0; --i) {
        const Option& option = table.options[generator()() % table.options.size()];
        List tuple{option.name};
        for (const Field& part : option.parts)
            tuple.push_back(part.shape->human(part, part.shape->random(part)));
        if (option.bare)
            out.push_back(table.flat ? Value(option.name) : Value::tuple({option.name, Value()}));
        else if (option.parts.size() > 1 && !table.flat)
            out.push_back(Value::tuple({option.name, Value::tuple(List(tuple.begin() + 1, tuple.end()))}));
        else
            out.push_back(Value::tuple(std::move(tuple)));
    }
    return Value(std::move(out));
}

std::size_t count_tuples(const Field&, const Value& internal) {
    return internal.items() != nullptr ? internal.items()->size() : 0;
}

}  // namespace

extern constexpr Shape tuples_shape = {.name = "options",
                                       .takes_lists = true,
                                       .skip = skip_tuples,
                                       .decode = decode_tuples,
                                       .encode = encode_tuples,
                                       .normalize = normalize_tuples,
                                       .human = human_tuples,
                                       .represent = represent_tuples,
                                       .random = random_tuples,
                                       .count = count_tuples};

}  // namespace pkttest
