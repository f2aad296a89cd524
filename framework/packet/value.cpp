// Value: comparison and Python's repr().
#include "framework/packet/value.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

bool lists_equal(const List& a, const List& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

bool is_number(const Value& value) {
    double ignored = 0;
    return value.to_real(ignored);
}

double to_double(const Value& value) {
    double real = 0;
    value.to_real(real);
    return real;
}

bool numbers_equal(const Value& a, const Value& b) {
    Integer x = 0, y = 0;
    if (a.to_integer(x) && b.to_integer(y)) return x == y;
    return to_double(a) == to_double(b);
}

bool flags_equal_text(const Flags& flags, const std::string& text) {
    Value internal;
    if (flags.field == nullptr || normalize(*flags.field, text, internal)) return false;
    Integer bits = 0;
    return internal.to_integer(bits) && static_cast<std::uint64_t>(bits) == flags.bits;
}

bool packets_equal(const LayerReference& a, const LayerReference& b) {
    if (a.packet == b.packet && a.index == b.index) return true;
    if (a.index == 0 && b.index == 0) return *a.packet == *b.packet;
    return a.packet->tail(a.index) == b.packet->tail(b.index);
}

bool dictionaries_equal(const Dictionary& a, const Dictionary& b) {
    if (a.size() != b.size()) return false;
    return std::all_of(a.begin(), a.end(), [&](const auto& entry) {
        return std::any_of(b.begin(), b.end(), [&](const auto& other) {
            return entry.first == other.first && entry.second == other.second;
        });
    });
}

std::string join(const List& items, std::string_view open, std::string_view close) {
    std::string out(open);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i != 0) out += ", ";
        out += represent(items[i]);
    }
    out += close;
    return out;
}

void append_escaped(std::string& out, unsigned char c, char quote) {
    if (c == '\\' || c == static_cast<unsigned char>(quote)) {
        out += '\\';
        out += static_cast<char>(c);
    } else if (c == '\n') {
        out += "\\n";
    } else if (c == '\r') {
        out += "\\r";
    } else if (c == '\t') {
        out += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
        out += fmt::format("\\x{:02x}", c);
    } else {
        out += static_cast<char>(c);
    }
}

char quote_for(std::string_view text) {
    return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
}

}  // namespace

Value::Value(Packet packet) : storage_(LayerReference{std::make_shared<Packet>(std::move(packet)), 0}) {}

Value Value::tuple(List items) { return Value(Tuple{std::make_shared<List>(std::move(items))}); }

bool Value::to_integer(Integer& out) const {
    if (const auto* integer = as<Integer>()) return out = *integer, true;
    if (const auto* boolean = as<bool>()) return out = *boolean ? 1 : 0, true;
    if (const auto* flags = as<Flags>()) return out = flags->bits, true;
    return false;
}

bool Value::to_real(double& out) const {
    Integer integer = 0;
    if (const auto* real = as<double>()) return out = *real, true;
    if (to_integer(integer)) return out = static_cast<double>(integer), true;
    const auto* object = as<std::shared_ptr<Object>>();
    const auto real = object != nullptr ? (*object)->real() : std::nullopt;
    if (real) out = *real;
    return real.has_value();
}

const std::string* Value::octets() const {
    if (const auto* bytes = as<Bytes>()) return &bytes->octets;
    return as<std::string>();
}

const List* Value::items() const {
    if (const auto* list = as<std::shared_ptr<List>>()) return list->get();
    if (const auto* tuple = as<Tuple>()) return tuple->items.get();
    return nullptr;
}

const ValueSet* Value::set() const {
    const auto* set = as<std::shared_ptr<const ValueSet>>();
    return set != nullptr ? set->get() : nullptr;
}

std::string_view Value::kind() const {
    return std::visit(
        Overloaded{[](std::monostate) -> std::string_view { return "None"; },
                   [](bool) -> std::string_view { return "truth value"; },
                   [](Integer) -> std::string_view { return "integer"; },
                   [](double) -> std::string_view { return "number"; },
                   [](const std::string&) -> std::string_view { return "text"; },
                   [](const Bytes&) -> std::string_view { return "bytes"; },
                   [](const Flags&) -> std::string_view { return "flags"; },
                   [](const std::shared_ptr<List>&) -> std::string_view { return "list"; },
                   [](const Tuple&) -> std::string_view { return "tuple"; },
                   [](const std::shared_ptr<Dictionary>&) -> std::string_view { return "dictionary"; },
                   [](const LayerReference&) -> std::string_view { return "packet"; },
                   [](const Protocol*) -> std::string_view { return "layer"; },
                   [](const std::shared_ptr<const ValueSet>&) -> std::string_view { return "set of values"; },
                   [](const std::shared_ptr<Object>& object) { return object->kind(); }},
        storage_);
}

bool operator==(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) return numbers_equal(a, b);
    if (a.octets() != nullptr && b.octets() != nullptr) return *a.octets() == *b.octets();
    if (const auto* flags = a.as<Flags>()) return b.is_text() && flags_equal_text(*flags, *b.octets());
    if (const auto* flags = b.as<Flags>()) return a.is_text() && flags_equal_text(*flags, *a.octets());
    if (a.storage().index() != b.storage().index()) return false;
    return std::visit(
        Overloaded{[](std::monostate) { return true; },
                   [&](const LayerReference& layer) { return packets_equal(layer, *b.as<LayerReference>()); },
                   [&](const std::shared_ptr<List>& list) { return lists_equal(*list, *b.items()); },
                   [&](const Value::Tuple& tuple) { return lists_equal(*tuple.items, *b.items()); },
                   [&](const std::shared_ptr<Dictionary>& dictionary) {
                       return dictionaries_equal(*dictionary, **b.as<std::shared_ptr<Dictionary>>());
                   },
                   [&](const Protocol* protocol) { return protocol == *b.as<const Protocol*>(); },
                   [&](const std::shared_ptr<Object>& object) {
                       return object->equals(**b.as<std::shared_ptr<Object>>());
                   },
                   [&](const std::shared_ptr<const ValueSet>& set) {
                       return set == *b.as<std::shared_ptr<const ValueSet>>();
                   },
                   [](const auto&) { return false; }},
        a.storage());
}

std::string represent(Integer value) { return fmt::format("{}", value); }

std::string represent_octets(std::string_view octets) {
    const char quote = quote_for(octets);
    std::string out = "b";
    out += quote;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet >= 0x80)
            out += fmt::format("\\x{:02x}", octet);
        else
            append_escaped(out, octet, quote);
    }
    return out += quote;
}

std::string represent_text(std::string_view text) {
    const char quote = quote_for(text);
    std::string out(1, quote);
    for (const char c : text) append_escaped(out, static_cast<unsigned char>(c), quote);
    return out += quote;
}

std::string represent(const Value& value) {
    return std::visit(
        Overloaded{[](std::monostate) -> std::string { return "None"; },
                   [](bool b) -> std::string { return b ? "True" : "False"; },
                   [](Integer i) { return represent(i); }, [](double d) { return represent_real(d); },
                   [](const std::string& text) { return represent_text(text); },
                   [](const Bytes& bytes) { return represent_octets(bytes.octets); },
                   [](const Flags& flags) { return flag_text(*flags.field, flags.bits); },
                   [](const std::shared_ptr<List>& list) { return join(*list, "[", "]"); },
                   [](const Value::Tuple& tuple) {
                       return join(*tuple.items, "(", tuple.items->size() == 1 ? ",)" : ")");
                   },
                   [](const std::shared_ptr<Dictionary>& dictionary) {
                       std::string out = "{";
                       for (const auto& [key, item] : *dictionary) {
                           if (out.size() > 1) out += ", ";
                           out += represent(key) + ": " + represent(item);
                       }
                       return out + "}";
                   },
                   [](const LayerReference& layer) { return command(*layer.packet, layer.index); },
                   [](const Protocol* protocol) { return std::string(protocol->name); },
                   [](const std::shared_ptr<const ValueSet>& set) { return set->represent(); },
                   [](const std::shared_ptr<Object>& object) { return object->represent(); }},
        value.storage());
}

}  // namespace pkttest
