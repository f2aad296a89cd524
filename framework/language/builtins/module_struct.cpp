// Module struct: numbers and octets by a format, Python's.
#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

/// One of a format's letters with its count.
struct Item {
    char letter;
    std::size_t count;
};

struct Layout {
    bool little = true;
    bool aligned = true;  ///< "@", and no sign at all: as a C compiler for this machine does.
    std::vector<Item> items;

    std::size_t size_of(char letter) const {
        switch (letter) {
            case 'h':
            case 'H':
                return 2;
            case 'i':
            case 'I':
            case 'f':
                return 4;
            case 'l':
            case 'L':
                return aligned ? 8 : 4;
            case 'q':
            case 'Q':
            case 'd':
                return 8;
            default:
                return 1;
        }
    }
    std::size_t padding(char letter, std::size_t at) const {
        const std::size_t size = size_of(letter);
        return aligned ? (size - at % size) % size : 0;
    }
    std::size_t size() const {
        std::size_t out = 0;
        for (const Item& item : items) out += padding(item.letter, out) + size_of(item.letter) * item.count;
        return out;
    }
};

[[noreturn]] void fail(const Call& call, std::string message) {
    throw EvaluationError(call.span, std::move(message)).as("struct.error");
}

Layout layout_of(const Call& call) {
    std::string_view text = call.octets(0);
    Layout out;
    if (!text.empty() && std::string_view("@=<>!").find(text.front()) != text.npos) {
        out.aligned = text.front() == '@';
        out.little = text.front() != '>' && text.front() != '!';
        text.remove_prefix(1);
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ') continue;
        std::size_t count = 0, digits = 0;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits)
            count =
                std::min<std::size_t>(count * 10 + static_cast<std::size_t>(text[i] - '0'), most_octets + 1);
        if (i == text.size() || std::string_view("xcbB?hHiIlLqQfds").find(text[i]) == text.npos)
            fail(call, "this format has a letter that is not known");
        check_octet_count(count, call.span);
        out.items.push_back({text[i], digits == 0 ? 1 : count});
    }
    std::size_t values = 0;
    for (const Item& item : out.items) values += item.letter == 's' || item.letter == 'x' ? 1 : item.count;
    check_item_count(values, call.span);
    check_octet_count(out.size(), call.span);
    return out;
}

void put_number(const Layout& layout, UnsignedInteger bits, std::size_t size, std::string& out) {
    for (std::size_t i = 0; i < size; ++i)
        out += static_cast<char>(bits >> 8 * (layout.little ? i : size - 1 - i) & 0xff);
}

UnsignedInteger get_number(const Layout& layout, std::string_view octets) {
    UnsignedInteger out = 0;
    for (std::size_t i = 0; i < octets.size(); ++i)
        out = out << 8 | static_cast<unsigned char>(octets[layout.little ? octets.size() - 1 - i : i]);
    return out;
}

double real_of(const Call& call, const Value& value) {
    Integer integer = 0;
    if (const double* real = value.as<double>()) return *real;
    if (!value.to_integer(integer)) fail(call, fmt::format("a number is wanted, not {}", describe(value)));
    return static_cast<double>(integer);
}

void put_value(const Call& call, const Layout& layout, char letter, const Value& value, std::string& out) {
    const std::size_t size = layout.size_of(letter);
    if (letter == 'f')
        return put_number(layout, std::bit_cast<std::uint32_t>(static_cast<float>(real_of(call, value))), 4,
                          out);
    if (letter == 'd') return put_number(layout, std::bit_cast<std::uint64_t>(real_of(call, value)), 8, out);
    if (letter == '?') return put_number(layout, is_true(value) ? 1 : 0, 1, out);
    if (letter == 'c') {
        if (value.as<Bytes>() == nullptr || value.octets()->size() != 1) fail(call, "c takes one octet");
        out += *value.octets();
        return;
    }
    Integer integer = 0;
    if (!value.to_integer(integer))
        fail(call, fmt::format("a whole number is wanted, not {}", describe(value)));
    const bool is_signed = letter >= 'a';
    const Integer span = Integer{1} << (8 * size - (is_signed ? 1 : 0));
    if (integer < (is_signed ? -span : Integer{0}) || integer >= span)
        fail(call, fmt::format("{} does not fit {}", represent(integer), letter));
    put_number(layout, static_cast<UnsignedInteger>(integer), size, out);
}

Value run_pack(Call& call) {
    const Layout layout = layout_of(call);
    std::string out;
    std::size_t next = 0;
    const auto take = [&]() -> const Value& {
        if (next >= call.rest.size()) fail(call, "the format wants more values than are given");
        return call.rest[next++].value;
    };
    for (const Item& item : layout.items) {
        out.append(layout.padding(item.letter, out.size()), '\0');
        if (item.letter == 'x') {
            out.append(item.count, '\0');
        } else if (item.letter == 's') {
            const Value& value = take();
            if (value.as<Bytes>() == nullptr)
                fail(call, fmt::format("s takes bytes, not {}", describe(value)));
            std::string octets = *value.octets();
            octets.resize(item.count, '\0');
            out += octets;
        } else {
            for (std::size_t i = 0; i < item.count; ++i) put_value(call, layout, item.letter, take(), out);
        }
    }
    if (next < call.rest.size()) fail(call, "more values are given than the format wants");
    return Value(Bytes{std::move(out)});
}

Value get_value(const Layout& layout, char letter, std::string_view octets) {
    if (letter == 'c') return Value(Bytes{std::string(octets)});
    const UnsignedInteger bits = get_number(layout, octets);
    if (letter == 'f') return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    if (letter == 'd') return std::bit_cast<double>(static_cast<std::uint64_t>(bits));
    if (letter == '?') return bits != 0;
    const auto integer = static_cast<Integer>(bits);
    const Integer half = Integer{1} << (8 * octets.size() - 1);
    return letter >= 'a' && integer >= half ? integer - 2 * half : integer;
}

Value unpacked(const Layout& layout, std::string_view octets) {
    List out;
    std::size_t at = 0;
    for (const Item& item : layout.items) {
        at += layout.padding(item.letter, at);
        const std::size_t size = layout.size_of(item.letter);
        if (item.letter == 's') out.emplace_back(Bytes{std::string(octets.substr(at, item.count))});
        for (std::size_t i = 0; i < item.count && item.letter != 's' && item.letter != 'x'; ++i)
            out.push_back(get_value(layout, item.letter, octets.substr(at + i * size, size)));
        at += size * item.count;
    }
    return Value::tuple(std::move(out));
}

Value run_unpack(Call& call) {
    const Layout layout = layout_of(call);
    if (call[1].as<Bytes>() == nullptr)
        call.fail(1, fmt::format("bytes are wanted, not {}", describe(call[1])));
    if (call.octets(1).size() != layout.size())
        fail(call, fmt::format("this format takes {} octets, not {}", layout.size(), call.octets(1).size()));
    return unpacked(layout, call.octets(1));
}

Value run_unpack_from(Call& call) {
    const Layout layout = layout_of(call);
    const auto at = static_cast<std::size_t>(call.has(2) ? call.integer_within(2, 0, most_octets) : 0);
    const std::string_view octets = call.octets(1);
    if (at > octets.size() || octets.size() - at < layout.size()) fail(call, "there are not enough octets");
    return unpacked(layout, octets.substr(at, layout.size()));
}

Value run_calcsize(Call& call) { return Integer(layout_of(call).size()); }

constexpr auto text = Kind::text, bytes = Kind::bytes, number = Kind::number;

}  // namespace

extern const Builtin builtin_struct_pack = {"struct.pack",
                                            {{{"format", text}, rest_of("values")}},
                                            bytes,
                                            "Values as octets, by a format.",
                                            run_pack};
extern const Builtin builtin_struct_unpack = {"struct.unpack",
                                              {{{"format", text}, {"octets", bytes}}},
                                              Kind::list,
                                              "The values in octets, by a format.",
                                              run_unpack};
extern const Builtin builtin_struct_unpack_from = {
    "struct.unpack_from",
    {{{"format", text}, {"octets", bytes}, optional("offset", number)}},
    Kind::list,
    "The values in octets from a place on.",
    run_unpack_from};
extern const Builtin builtin_struct_calcsize = {
    "struct.calcsize", {{{"format", text}}}, number, "How many octets a format takes.", run_calcsize};

}  // namespace pkttest::language
