// Python's repr() of values, packets and flags as Scapy's: <IP  ttl=64 |>, <Flag 18 (SA)>.
#include <fmt/format.h>

#include <utility>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"
#include "framework/packet/text.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

/// Writes values one behind the other; lists that hold a list several times have no end that anybody can wait
/// for, so the text has a limit.
class Representation {
 public:
    explicit Representation(Span where) : where_(where) {}

    void write(const Value& value) {
        const auto* dictionary = value.as<std::shared_ptr<Dictionary>>();
        if (packet_list_name(value) != nullptr)
            append(represent_packet_list(value));
        else if (value.is_list())
            write(*value.items(), "[", "]");
        else if (value.is_tuple())
            write(*value.items(), "(", value.items()->size() == 1 ? ",)" : ")");
        else if (dictionary != nullptr)
            write(**dictionary);
        else
            append(represent_one(value));
    }
    std::string text() && { return std::move(out_); }

 private:
    static std::string represent_one(const Value& value) {
        if (const auto* packet = value.as<LayerReference>())
            return represent_packet(*packet->packet, packet->index);
        if (const auto* flags = value.as<Flags>())
            return fmt::format("<Flag {} ({})>", flags->bits, flag_text(*flags->field, flags->bits));
        if (value.is_text()) return represent_plain(*value.octets());
        if (value.set() != nullptr && !value.set()->shown().empty()) return value.set()->shown();
        return represent(value);
    }
    void write(const List& items, std::string_view open, std::string_view close) {
        append(open);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i != 0) append(", ");
            write(items[i]);
        }
        append(close);
    }
    void write(const Dictionary& dictionary) {
        std::string_view before = "{";
        for (const auto& [key, item] : dictionary) {
            append(std::exchange(before, ", "));
            write(key);
            append(": ");
            write(item);
        }
        append(dictionary.empty() ? "{}" : "}");
    }
    void append(std::string_view text) {
        out_ += text;
        if (out_.size() > most_octets) check_octet_count(out_.size(), where_);
    }

    Span where_;
    std::string out_;
};

}  // namespace

std::string represent_python(const Value& value, Span where) {
    Representation out(where);
    out.write(value);
    return std::move(out).text();
}

}  // namespace pkttest::language
