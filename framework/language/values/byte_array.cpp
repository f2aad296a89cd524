// ByteArray: its methods, and what it does among bytes.
#include "framework/language/values/byte_array.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

Value bytes_of(const std::string& octets) { return Value(Bytes{octets}); }

ByteArray& self(const Call& call) { return const_cast<ByteArray&>(*object_as<ByteArray>(*call.self)); }
std::string& content(const Call& call) { return self(call).content; }

/// The octets that extend() and `+=` take: bytes, or numbers.
std::string octets_in(const Value& value, Span where) {
    if (const auto* bytes = value.as<Bytes>()) return bytes->octets;
    std::string out;
    for (const Value& item : items_of(value, where)) out += octet_of(item, where);
    return out;
}

Value run_append(Call& call) {
    check_octet_count(content(call).size() + 1, call.span);
    content(call) += octet_of(call[0], call.span);
    return {};
}
Value run_extend(Call& call) {
    self(call).extend(call[0], call.span);
    return {};
}
Value run_insert(Call& call) {
    const auto size = static_cast<Integer>(content(call).size());
    const Integer at = call.integer(0);
    const Integer place = std::clamp<Integer>(at < 0 ? at + size : at, 0, size);
    check_octet_count(content(call).size() + 1, call.span);
    content(call).insert(static_cast<std::size_t>(place), 1, octet_of(call[1], call.span));
    return {};
}
Value run_pop(Call& call) {
    if (content(call).empty()) call.raise("IndexError", "there is nothing in this bytearray");
    const std::size_t at = position_of(call.has(0) ? call[0] : Value(-1), content(call).size(), call.span);
    const auto octet = static_cast<unsigned char>(content(call)[at]);
    content(call).erase(at, 1);
    return Integer{octet};
}
Value run_remove(Call& call) {
    const std::size_t at = content(call).find(octet_of(call[0], call.span));
    if (at == std::string::npos) call.raise("ValueError", fmt::format("{} is not there", describe(call[0])));
    content(call).erase(at, 1);
    return {};
}
Value run_reverse(Call& call) {
    std::reverse(content(call).begin(), content(call).end());
    return {};
}
Value run_clear(Call& call) {
    content(call).clear();
    return {};
}
Value run_copy(Call& call) { return object_value<ByteArray>(content(call)); }

constexpr auto number = Kind::number, none = Kind::none;
constexpr Builtin table[] = {
    {"append", {{{"octet", number}}}, none, "Puts an octet at the end.", run_append},
    {"extend", {{{"octets"}}}, none, "Puts octets at the end.", run_extend},
    {"insert",
     {{{"index", number}, {"octet", number}}},
     none,
     "Puts an octet before a position.",
     run_insert},
    {"pop", {{optional("index", number)}}, number, "Takes the last octet, or one at a position.", run_pop},
    {"remove", {{{"octet", number}}}, none, "Takes the first such octet away.", run_remove},
    {"reverse", {}, none, "Turns the order round.", run_reverse},
    {"clear", {}, none, "Takes all away.", run_clear},
    {"copy", {}, Kind::unknown, "Another one with the same octets.", run_copy},
};

}  // namespace

char octet_of(const Value& value, Span where) {
    Integer octet = 0;
    const bool is_number = value.to_integer(octet);
    if (!is_number || octet < 0 || octet > 255)
        throw EvaluationError(where,
                              fmt::format("an octet is a number from 0 to 255, not {}", describe(value)))
            .as(is_number ? "ValueError" : "TypeError");
    return static_cast<char>(octet);
}

std::string ByteArray::represent() const {
    return fmt::format("bytearray({})", represent_python(bytes_of(content)));
}

std::optional<Value> ByteArray::attribute(std::string_view name) const {
    const auto is_own = [&](const Builtin& method) { return method.name == name; };
    if (std::any_of(std::begin(table), std::end(table), is_own)) return std::nullopt;
    const Builtin* method = find_method(Kind::bytes, name);
    if (method == nullptr) return std::nullopt;
    return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(*method, bytes_of(content))));
}

std::span<const Builtin> ByteArray::methods() const { return table; }

void ByteArray::extend(const Value& more, Span where) {
    const std::string octets = octets_in(plain_octets(more), where);
    check_octet_count(content.size() + octets.size(), where);
    content += octets;
}

std::optional<Value> ByteArray::item(const Value& key, Span where) const {
    return Integer{static_cast<unsigned char>(content[position_of(key, content.size(), where)])};
}

std::optional<List> ByteArray::take_items() { return items_of(bytes_of(content), {}); }

bool ByteArray::set_item(const Value& key, const Value& value, Span where) {
    content[position_of(key, content.size(), where)] = octet_of(value, where);
    return true;
}

std::optional<bool> ByteArray::is_equal(const Value& other) const {
    const Value octets = plain_octets(other);
    return octets.as<Bytes>() != nullptr && octets.as<Bytes>()->octets == content;
}

std::optional<int> ByteArray::order_with(const Value& other, Span where) const {
    return order(bytes_of(content), plain_octets(other), where);
}

/// What a bytearray makes with bytes is of the left one's type.
std::optional<Value> ByteArray::operate(Operator op, const Value& other, bool reflected, Span where) const {
    const Value own = bytes_of(content), with = plain_octets(other);
    Value out = reflected ? apply(op, with, own, where) : apply(op, own, with, where);
    const bool is_left = !reflected || with.as<Bytes>() == nullptr;
    if (is_left && out.as<Bytes>() != nullptr) return object_value<ByteArray>(out.as<Bytes>()->octets);
    return out;
}

Value plain_octets(Value value) {
    const auto* array = object_as<ByteArray>(value);
    return array != nullptr ? bytes_of(array->content) : value;
}

}  // namespace pkttest::language
